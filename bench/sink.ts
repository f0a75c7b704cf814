// The Slack that every target posts to: answers at once (or after a set delay) and tells when a post was read.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sink {
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  /** Called with the text of each post at the moment it was read. */
  onPost: (text: string, channel: string) => void;
  /** Waits this long, or a random time between the two, before it answers a post. */
  delayMs: readonly [number, number] | null;
  /** Keeps what was posted, for evidence; off, or a long run would fill the memory. */
  remembers: boolean;
  /** `gone` cuts every line, `silent` never answers. */
  trouble: 'gone' | 'silent' | null;
  close(): Promise<void>;
}

const read = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });

const identity = {
  ok: true,
  url: 'https://bench.slack.com/',
  team: 'Bench',
  team_id: 'T0BENCH',
  user: 'baton',
  user_id: 'U0BOT',
  bot_id: 'B0BOT',
};

async function waitBetween([from, to]: readonly [number, number]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, from + Math.random() * (to - from)));
}

/** Takes posts: tells of each as it is read, waits as long as the sink is told to, and names it by a `ts`. */
function createPostTaker(sink: Sink) {
  let count = 0;
  const threads = new Map<string, object[]>();
  /** What is in a thread, for whoever looks for evidence of a post whose answer was lost. */
  const readThread = (form: URLSearchParams) => ({
    ok: true,
    messages: threads.get(form.get('ts') ?? '') ?? [],
  });
  const takePost = async (form: URLSearchParams): Promise<object> => {
    const channel = form.get('channel') ?? '';
    sink.onPost(form.get('text') ?? '', channel);
    if (sink.delayMs) await waitBetween(sink.delayMs);
    count += 1;
    const ts = `1790000000.${String(count).padStart(6, '0')}`;
    const threadTs = form.get('thread_ts');
    const message = { ts, type: 'message', ...(threadTs ? { thread_ts: threadTs } : {}) };
    if (threadTs && sink.remembers) {
      const metadata = JSON.parse(form.get('metadata') ?? '{}') as object;
      threads.set(threadTs, [...(threads.get(threadTs) ?? []), { ...message, bot_id: 'B0BOT', metadata }]);
    }
    return { ok: true, channel, ts, message };
  };
  return { takePost, readThread };
}

/** Starts a sink on a free port of the loopback. */
export async function startSink(): Promise<Sink> {
  const sink: { -readonly [Key in keyof Sink]: Sink[Key] } = {
    apiUrl: '',
    onPost: () => undefined,
    delayMs: null,
    remembers: false,
    trouble: null,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const { takePost, readThread } = createPostTaker(sink);
  const answerTo = async (method: string, body: string): Promise<object> => {
    if (method === 'auth.test') return identity;
    if (method === 'conversations.replies') return readThread(new URLSearchParams(body));
    return method === 'chat.postMessage' ? takePost(new URLSearchParams(body)) : { ok: true };
  };
  const server: Server = createServer((request, response) => {
    if (sink.trouble === 'gone') request.destroy();
    if (sink.trouble) return;
    void read(request)
      .then((body) => answerTo(request.url?.split('/').at(-1) ?? '', body))
      .then(
        (answer) => {
          const text = JSON.stringify(answer);
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          });
          response.end(text);
        },
        () => response.destroy(),
      );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  return sink;
}
