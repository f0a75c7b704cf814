// The customer's stream, read as the widget reads it: a snapshot first, then what follows on from it.

/** What the tour reads of a message; the widget reads more. */
export interface CustomerMessage {
  readonly id: string;
  readonly sequence: number;
  readonly author: 'contact' | 'assistant' | 'agent' | 'system';
  readonly name: string;
  readonly text: string;
}

/** What a reload of the page shows. */
export interface Snapshot {
  readonly conversationId: string | null;
  readonly status: string;
  readonly agent: { readonly name: string } | null;
  readonly sequence: number;
  readonly messages: readonly CustomerMessage[];
}

/** One event of the stream; `after` is the sequence before it. */
interface FeedEvent {
  readonly sequence: number;
  readonly after: number;
  readonly message: CustomerMessage | null;
  readonly agent: { readonly name: string } | null;
  readonly status: string | null;
}

export interface Feed {
  /** What the customer sees, in order. */
  shown(): readonly CustomerMessage[];
  /** How the chat stands, and who answers. */
  standing(): { readonly status: string; readonly agent: string | null };
}

interface Source {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly reload: () => Promise<Snapshot>;
}

/** The most streams in a row that may end without having brought anything. */
const barrenStreams = 5;

/** Listens until the signal is aborted. A stream that breaks for good brings nothing more: who waits for it says so. */
export function followFeed(source: Source): Feed {
  const messages = new Map<string, CustomerMessage>();
  const now = {
    conversationId: null as string | null,
    sequence: 0,
    status: 'ai',
    agent: null as string | null,
  };
  let barren = 0;
  const stand = (at: { readonly status: string; readonly agent: { readonly name: string } | null }) => {
    now.status = at.status;
    now.agent = at.agent?.name ?? null;
  };
  const hear = (event: FeedEvent) => {
    // A client that missed something shows it only after a reload.
    if (event.after !== now.sequence) return;
    barren = 0;
    now.sequence = event.sequence;
    if (event.message) messages.set(event.message.id, event.message);
    if (event.status !== null) stand({ status: event.status, agent: event.agent });
  };
  const listen = async () => {
    for (; barren < barrenStreams; barren += 1) {
      const query =
        now.conversationId === null ? '' : `&conversation=${now.conversationId}&after=${now.sequence}`;
      await readStream({ ...source, url: `${source.url}${query}` }, hear);
      const snapshot = await source.reload();
      now.conversationId = snapshot.conversationId;
      now.sequence = snapshot.sequence;
      for (const message of snapshot.messages) messages.set(message.id, message);
      stand(snapshot);
    }
  };
  listen().catch(() => undefined);
  return {
    shown: () => [...messages.values()].sort((one, other) => one.sequence - other.sequence),
    standing: () => ({ status: now.status, agent: now.agent }),
  };
}

async function readStream(
  { url, headers, signal }: Omit<Source, 'reload'>,
  hear: (event: FeedEvent) => void,
): Promise<void> {
  const response = await fetch(url, { headers, signal });
  const reader = response.ok ? response.body?.getReader() : undefined;
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const event = readEvent(rest.slice(0, end));
      rest = rest.slice(end + 2);
      if (event) hear(event);
    }
  }
}

function readEvent(block: string): FeedEvent | null {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const data = field('data');
  return field('event') === 'feed' && data !== undefined ? (JSON.parse(data) as FeedEvent) : null;
}
