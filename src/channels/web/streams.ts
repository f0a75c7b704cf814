// The open streams: server-sent events that only nudge, re-read and heal; a slow or surplus client is let go.

import type { Response } from 'express';
import type { Logger } from 'pino';
import { type Beats, createBeats } from './beats.js';
import type { Guest } from './door.js';
import { batchSize, type Cursor, createFeedReader, type Step } from './feed-reader.js';
import type { Wake, WebHouse } from './house.js';
import type { WebLimits } from './limits.js';
import type { Links } from './links.js';
import { type LinkFile, writeEvent } from './wire.js';

/** Why a stream ends: its time is over, another took its place, or its conversation is not the visitor's any more. */
type End = 'bye' | 'replaced' | 'reset';

interface Stream {
  wake(wake: Wake): void;
  end(reason: End): void;
}

export interface Streams {
  /** Serves one stream until either side ends it. */
  open(res: Response, guest: Guest, cursor: Cursor): void;
  /** Nudges the streams of an address in this process; others are nudged by the house and by their heartbeat. */
  wake(accountId: string, address: string, wake: Wake): void;
  /** Ends the streams of an address, as on sign-out. */
  drop(accountId: string, address: string): void;
  count(): number;
  close(): void;
}

interface Parts {
  readonly house: WebHouse;
  readonly limits: WebLimits;
  readonly links: Links;
  readonly log: Pick<Logger, 'warn'> | undefined;
}

/** Links the files of one visitor. */
export function linkFor(links: Links, { account, visitor }: Guest): LinkFile {
  return (fileId) => links.sign({ site: account.account, address: visitor.address, fileId });
}

export function createStreams(parts: Parts): Streams {
  const streams = new Map<string, Set<Stream>>();
  const beats = createBeats(parts.limits.heartbeatMs);
  const keyOf = (accountId: string, address: string) => `${accountId} ${address}`;

  function open(res: Response, guest: Guest, cursor: Cursor): void {
    const key = keyOf(guest.account.id, guest.visitor.address);
    const mine = streams.get(key) ?? new Set<Stream>();
    streams.set(key, mine);
    const [oldest] = mine;
    if (oldest && mine.size >= parts.limits.streamsPerVisitor) oldest.end('replaced');
    const stream = startStream({ ...parts, beats }, res, guest, cursor);
    mine.add(stream);
    res.on('close', () => {
      mine.delete(stream);
      if (mine.size === 0 && streams.get(key) === mine) streams.delete(key);
    });
  }

  return {
    open,
    wake(accountId, address, wake) {
      for (const stream of streams.get(keyOf(accountId, address)) ?? []) stream.wake(wake);
    },
    drop(accountId, address) {
      for (const stream of streams.get(keyOf(accountId, address)) ?? []) stream.end('bye');
    },
    count: () => [...streams.values()].reduce((sum, mine) => sum + mine.size, 0),
    close() {
      for (const mine of streams.values()) for (const stream of mine) stream.end('bye');
    },
  };
}

function startStream(parts: Parts & { beats: Beats }, res: Response, guest: Guest, cursor: Cursor): Stream {
  const { house, limits } = parts;
  const write = createWriter(res, limits.drainMs);
  const link = linkFor(parts.links, guest);
  const writeNext = async (step: Step): Promise<boolean> => {
    if (step.kind === 'reset') end('reset');
    return step.kind === 'events' && writeEvents(write, step, link);
  };
  const reader = createFeedReader(house, guest, cursor);
  const pump = createPump(reader.read, writeNext, fail);
  let over = false;

  function end(reason: End): void {
    if (over) return;
    stop();
    res.end(`event: ${reason}\ndata: {}\n\n`);
    // A client that reads nothing never lets the last bytes go.
    setTimeout(() => res.destroy(), limits.drainMs).unref();
  }
  function fail(error: unknown): void {
    if (over) return;
    parts.log?.warn({ err: error instanceof Error ? error.name : typeof error }, 'web stream dropped');
    stop();
    res.destroy();
  }
  function stop(): void {
    over = true;
    pump.stop();
    unsubscribe();
    leaveBeats();
    clearTimeout(lifetime);
  }
  function wake(wake: Wake): void {
    if (over) return;
    if (wake.kind === 'feed') pump.run(wake.next && !pump.isRunning() ? reader.take(wake.next) : null);
    else if (!res.writableNeedDrain)
      res.write(`event: typing\ndata: ${JSON.stringify({ name: wake.name })}\n\n`);
  }

  startResponse(res);
  const unsubscribe = house.subscribe(guest.account, guest.visitor, wake);
  const beat = (): void => {
    if (!res.writableNeedDrain) res.write(': beat\n\n');
    reader.isBehind().then((behind) => {
      if (behind) pump.run();
    }, fail);
  };
  const leaveBeats = parts.beats.join(beat);
  const lifetime = setTimeout(() => end('bye'), limits.streamLifetimeMs * (0.9 + Math.random() * 0.2));
  res.on('close', () => {
    if (!over) stop();
  });
  pump.run();
  return { wake, end };
}

function startResponse(res: Response): void {
  res.status(200);
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  res.setHeader('Cache-Control', 'no-cache, no-transform');
  res.setHeader('X-Accel-Buffering', 'no');
  res.flushHeaders();
  res.write('retry: 1000\n\n: hello\n\n');
}

/** Writes and waits while the client is stuffed; throws when it stays so. */
function createWriter(res: Response, drainMs: number): (chunk: string) => Promise<void> {
  return (chunk) =>
    new Promise((resolve, reject) => {
      if (res.write(chunk)) {
        resolve();
        return;
      }
      const settle = (error?: Error) => {
        clearTimeout(timer);
        res.off('drain', onDrain);
        res.off('close', onClose);
        if (error) reject(error);
        else resolve();
      };
      const onDrain = () => settle();
      const onClose = () => settle(new Error('closed'));
      const timer = setTimeout(() => settle(new Error('client too slow')), drainMs);
      res.on('drain', onDrain);
      res.on('close', onClose);
    });
}

/** Writes a batch of events, each with the cursor before it; resolves with true when there may be more at once. */
async function writeEvents(
  write: (chunk: string) => Promise<void>,
  step: Extract<Step, { kind: 'events' }>,
  link: LinkFile,
): Promise<boolean> {
  let after = step.after;
  for (const event of step.events) {
    await write(
      `id: ${event.sequence}\nevent: feed\ndata: ${JSON.stringify(writeEvent(event, after, link))}\n\n`,
    );
    after = event.sequence;
  }
  return step.events.length === batchSize;
}

/** Reads and writes one after the other; a nudge during a run makes it look once more. */
function createPump(
  read: () => Promise<Step>,
  write: (step: Step) => Promise<boolean>,
  fail: (error: unknown) => void,
) {
  let running = false;
  let again = false;
  let stopped = false;
  async function drain(taken: Step | null): Promise<void> {
    running = true;
    try {
      let first = taken;
      do {
        again = false;
        const step = first ?? (await read());
        first = null;
        if (stopped) return;
        if (await write(step)) again = true;
      } while (again && !stopped);
    } catch (error) {
      fail(error);
    } finally {
      running = false;
    }
  }
  return {
    isRunning: () => running,
    run(taken: Step | null = null) {
      again = true;
      if (!running && !stopped) void drain(taken);
    },
    stop() {
      stopped = true;
    },
  };
}
