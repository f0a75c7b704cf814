// Keeps the feed flowing: streams, notices silence, comes back by cursor, and polls where streams are swallowed.

import type { WireEvent, WirePoll } from '../../src/channels/web/wire.js';
import { CallError, readTrouble } from './api.js';
import { createEventReader, type ServerEvent } from './sse.js';

export interface StreamParts {
  readonly base: string;
  readonly headers: () => Record<string, string>;
  /** Where the panel stands now: asked before every connection. */
  readonly cursor: () => { readonly conversationId: string | null; readonly after: number };
  readonly onEvent: (event: WireEvent) => void;
  /** The snapshot must be read before the stream goes on. Rejects when that failed. */
  readonly onReset: () => Promise<void>;
  readonly onTyping: (name: string) => void;
  readonly onState: (state: 'live' | 'trying') => void;
  /** The token is worth nothing any more. */
  readonly onRefused: () => void;
  readonly isVisible: () => boolean;
  readonly silenceMs?: number;
  readonly firstByteMs?: number;
}

export interface Stream {
  /** Connects anew at once: the token changed, the browser is online again, the page is looked at. */
  kick(): void;
  stop(): void;
}

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

type End = 'bye' | 'reset' | 'replaced' | 'broken' | 'silent-start';

export function startStream(parts: StreamParts): Stream {
  let stopped = false;
  let kicked = false;
  let failures = 0;
  let polling = false;
  let silentStarts = 0;
  let abort = new AbortController();
  let release: () => void = () => {};

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      release = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function connectOnce(): Promise<End> {
    abort = new AbortController();
    if (polling) return pollOnce(parts, abort);
    const end = await streamOnce(parts, abort, () => {
      failures = 0;
      silentStarts = 0;
    });
    if (end === 'silent-start') silentStarts += 1;
    if (silentStarts >= 2) polling = true;
    return end;
  }

  async function live(): Promise<void> {
    while (!stopped) {
      kicked = false;
      let end: End = 'broken';
      try {
        end = await connectOnce();
        // The server ends a stream now and then; the snapshot then brings fresh links to files.
        if (end === 'reset' || (end === 'bye' && !polling)) await parts.onReset();
        if (end !== 'broken' && end !== 'silent-start') failures = 0;
      } catch (error) {
        end = 'broken';
        if (error instanceof CallError && error.trouble === 'visitor') {
          parts.onRefused();
          return;
        }
      }
      if (stopped) return;
      if (kicked) continue;
      if (end === 'replaced') await wait(parts.isVisible() ? 5000 : 3_600_000);
      if (end !== 'broken' && end !== 'silent-start') continue;
      parts.onState('trying');
      await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** failures) * (0.5 + Math.random() / 2));
      failures += 1;
    }
  }

  void live();
  return {
    kick() {
      kicked = true;
      failures = 0;
      abort.abort();
      release();
    },
    stop() {
      stopped = true;
      abort.abort();
      release();
    },
  };
}

function address(parts: StreamParts, poll: boolean): string {
  const { conversationId, after } = parts.cursor();
  const query = new URLSearchParams({ after: `${after}` });
  if (conversationId !== null) query.set('conversation', conversationId);
  if (poll) query.set('poll', '1');
  return `${parts.base}/web/events?${query}`;
}

async function ask(parts: StreamParts, poll: boolean, abort: AbortController): Promise<Response> {
  const answer = await fetch(address(parts, poll), {
    headers: parts.headers(),
    signal: abort.signal,
    cache: 'no-store',
  });
  if (!answer.ok) throw await readTrouble(answer);
  return answer;
}

/** One stream from the first byte to its end; silence longer than the heartbeats allow ends it, too. */
async function streamOnce(parts: StreamParts, abort: AbortController, alive: () => void): Promise<End> {
  const silenceMs = parts.silenceMs ?? 40_000;
  let heard = false;
  let swallowed = false;
  let timer = setTimeout(() => {
    swallowed = true;
    abort.abort();
  }, parts.firstByteMs ?? 10_000);
  try {
    const answer = await ask(parts, false, abort);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const read = createEventReader();
    while (reader) {
      const { value, done } = await reader.read();
      if (done) return 'broken';
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), silenceMs);
      swallowed = false;
      if (!heard) {
        heard = true;
        parts.onState('live');
        alive();
      }
      const end = take(parts, read(value));
      if (end) return end;
    }
    return 'broken';
  } catch (error) {
    if (error instanceof CallError) throw error;
    return swallowed ? 'silent-start' : 'broken';
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function take(parts: StreamParts, events: readonly ServerEvent[]): End | null {
  for (const { event, data } of events) {
    if (event === 'feed') parts.onEvent(JSON.parse(data) as WireEvent);
    else if (event === 'typing') parts.onTyping((JSON.parse(data) as { name: string }).name);
    else if (event === 'reset' || event === 'bye' || event === 'replaced') return event;
  }
  return null;
}

/** One answer of the long poll. */
async function pollOnce(parts: StreamParts, abort: AbortController): Promise<End> {
  const timer = setTimeout(() => abort.abort(), parts.silenceMs ?? 40_000);
  try {
    const answer = await ask(parts, true, abort);
    const poll = (await answer.json()) as WirePoll;
    parts.onState('live');
    for (const event of poll.events) parts.onEvent(event);
    if (poll.typing !== null) parts.onTyping(poll.typing);
    return poll.reset ? 'reset' : 'bye';
  } finally {
    clearTimeout(timer);
  }
}
