// A customer's browser: the web channel's real HTTP API, with the stream read as the widget reads it.

import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import type {
  WireAccepted,
  WireEvent,
  WireFile,
  WireMessage,
  WireSnapshot,
} from '../../src/channels/web/wire.js';
import type { WaitingChoice } from '../../src/core/customer-choice.js';
import { eventually } from './eventually.js';

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

export interface Say {
  readonly clientId?: string;
  readonly attachmentIds?: readonly string[];
}

export interface Customer {
  /** Writes; throws unless it was accepted. */
  say(text: string, more?: Say): Promise<WireAccepted>;
  /** Writes and gives whatever was answered. */
  trySay(text: string, more?: Say): Promise<Answered<WireAccepted>>;
  requestHuman(): Promise<Answered<{ readonly conversationId: string }>>;
  /** Chooses how they wait; resolves with the status. */
  chooses(choice: WaitingChoice): Promise<number>;
  /** Says how it was; resolves with the status. */
  rates(score: number, comment?: string): Promise<number>;
  upload(name: string, bytes: Buffer): Promise<Answered<WireFile>>;
  /** Asks for a file with the visitor's own token. */
  opens(fileId: string): Promise<Response>;
  /** Tells that everything so far arrived, or was looked at. */
  reports(what: 'delivered' | 'read'): Promise<void>;
  snapshot(): Promise<WireSnapshot>;
  /** Opens the stream, from the cursor of what was heard before; resolves once it is open. */
  listen(): Promise<void>;
  /** Breaks the stream off, as a closed tab would. */
  stopListening(): void;
  /** A reload of the page: forgets everything, reads the snapshot, and listens on from its cursor. */
  reload(): Promise<void>;
  /** What this browser shows, in order. */
  readonly shown: readonly WireMessage[];
  /** The texts shown, of one author or of all. */
  texts(author?: WireMessage['author']): string[];
  /** Waits until a text is shown. */
  sees(text: string): Promise<WireMessage>;
  /** How often the stream brought something that did not follow on what was there. */
  readonly gaps: number;
  /** The conversation of the last accepted line or snapshot. */
  conversationId(): string;
  readonly token: string;
}

interface Page {
  conversationId: string | null;
  cursor: number;
  gaps: number;
  readonly messages: Map<string, WireMessage>;
}

const emptyPage = (): Page => ({
  conversationId: null,
  cursor: 0,
  gaps: 0,
  messages: new Map(),
});

/** A new visitor of the site, which is served at an address that may change. */
export async function startCustomer(at: string | (() => string), site: string): Promise<Customer> {
  const address = () => (typeof at === 'string' ? at : at());
  const call = async <T>(path: string, body?: unknown, raw?: Buffer): Promise<Answered<T>> => {
    const response = await fetch(`${address()}/web${path}${path.includes('?') ? '&' : '?'}site=${site}`, {
      method: body === undefined && !raw ? 'GET' : 'POST',
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'content-type': raw ? 'application/octet-stream' : 'application/json',
      },
      ...(raw ? { body: new Uint8Array(raw) } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  let token = '';
  token = (await call<{ token: string }>('/visitors', {})).body.token;
  let page = emptyPage();
  let abort = new AbortController();
  let talkingIn: string | null = null;

  const trySay: Customer['trySay'] = async (text, more = {}) => {
    const answered = await call<WireAccepted>('/messages', {
      clientId: more.clientId ?? randomUUID(),
      text,
      attachmentIds: more.attachmentIds ?? [],
    });
    if (answered.status === 200) talkIn(answered.body.conversationId);
    return answered;
  };
  const talkIn = (conversationId: string) => {
    talkingIn = conversationId;
    page.conversationId ??= conversationId;
  };
  const snapshot = async () => {
    const { status, body } = await call<WireSnapshot>('/conversation');
    if (status !== 200) throw new Error(`the conversation was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const listen = async () => {
    abort = new AbortController();
    const cursor = page.conversationId ? `&conversation=${page.conversationId}&after=${page.cursor}` : '';
    const response = await openStream(`${address()}/web/events?site=${site}${cursor}`, token, abort.signal);
    const mine = page;
    void readStream(response, mine).then((why) => {
      // The house says that another conversation has begun: the page shows that one from now on.
      // As the page does, it comes again while the house cannot answer; what waits for it says what is missing.
      if (why === 'reset' && page === mine) eventually('the page is read again', reloadOnce).catch(() => {});
    });
  };
  const reloadOnce = () =>
    reload().then(
      () => true,
      () => false,
    );
  const reload = async () => {
    abort.abort();
    page = emptyPage();
    const now = await snapshot();
    page.conversationId = now.conversationId;
    page.cursor = now.sequence;
    for (const message of now.messages) page.messages.set(message.id, message);
    await listen();
  };

  const customer: Customer = {
    trySay,
    async say(text, more) {
      const answered = await trySay(text, more);
      if (answered.status !== 200)
        throw new Error(`a line was answered ${answered.status}: ${JSON.stringify(answered.body)}`);
      return answered.body;
    },
    async requestHuman() {
      const answered = await call<{ conversationId: string }>('/request-human', {});
      if (answered.status === 200) talkIn(answered.body.conversationId);
      return answered;
    },
    chooses: async (choice) => (await call('/waiting', { choice })).status,
    rates: async (score, comment) =>
      (await call('/rating', { score, ...(comment === undefined ? {} : { comment }) })).status,
    upload: (name, bytes) => call<WireFile>(`/files?name=${encodeURIComponent(name)}`, undefined, bytes),
    opens: (fileId) =>
      fetch(`${address()}/web/files/${fileId}?site=${site}`, {
        headers: { authorization: `Bearer ${token}` },
      }),
    async reports(what) {
      const { sequence } = await snapshot();
      await call('/seen', { sequence, read: what === 'read' });
    },
    snapshot,
    listen,
    stopListening: () => abort.abort(),
    reload,
    get shown() {
      return [...page.messages.values()].sort((a, b) => a.sequence - b.sequence);
    },
    texts: (author) =>
      customer.shown.filter((one) => !author || one.author === author).map((message) => message.text),
    sees: (text) =>
      eventually(
        () => `the customer sees “${text}”, not only ${JSON.stringify(customer.texts())}`,
        () => customer.shown.find((message) => message.text === text),
      ),
    get gaps() {
      return page.gaps;
    },
    conversationId() {
      if (!talkingIn) throw new Error('this customer has no conversation yet');
      return talkingIn;
    },
    get token() {
      return token;
    },
  };
  return customer;
}

function openStream(url: string, token: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers: { authorization: `Bearer ${token}` }, signal, agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`the stream was answered ${response.statusCode}`));
    });
  });
}

/** Reads until the stream ends; resolves with the reason the house gave, if any. */
async function readStream(body: IncomingMessage, page: Page): Promise<string | null> {
  let rest = '';
  let why: string | null = null;
  try {
    body.setEncoding('utf8');
    for await (const chunk of body) {
      rest += chunk;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        why = take(rest.slice(0, end), page);
        rest = rest.slice(end + 2);
      }
    }
  } catch {
    // Broken off by one side or the other: whoever wants more listens again.
  }
  return why;
}

/** Takes one server-sent event; resolves with its name when it ends the stream. */
function take(block: string, page: Page): string | null {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const data = field('data');
  const name = field('event') ?? null;
  if (name !== 'feed' || data === undefined) return name === 'typing' ? null : name;
  const event = JSON.parse(data) as WireEvent;
  if (event.after !== page.cursor) page.gaps += 1;
  page.cursor = Math.max(page.cursor, event.sequence);
  if (event.message) page.messages.set(event.message.id, event.message);
  return null;
}
