// Tells the app what happened, and tells it again when it did not answer: with the same id, an invoke with a new one.
import { randomUUID } from 'node:crypto';
import { sleep } from '../wire/http.js';
import type { AppLink, Forgery, Reply } from './link.js';
import type { Settings } from './options.js';
import type { Json } from './records.js';

export type Events = ReturnType<typeof createEvents>;

/** A person in front of a spinner waits no longer than this for a repeat. */
const patienceMs = 1_000;

/** Creates the events; `tricks.duplicate` tells every message twice, as happens after a slow answer. */
export const createEvents = (settings: Settings, link: AppLink) => {
  const open = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const tricks = { duplicate: false };

  const watch = <Value>(work: Promise<Value>): Promise<Value> => {
    open.add(work);
    void work.finally(() => open.delete(work)).catch(() => undefined);
    return work;
  };

  const repeat = async (activity: Json): Promise<void> => {
    for (const waitMs of settings.resendMs) {
      await pause(waitMs, stopping.signal);
      if (stopping.signal.aborted) return;
      const reply = await link.send(activity);
      if (!mayRepeat(reply)) return;
    }
  };

  return {
    tricks,
    /** Sends an activity; resolves with the first answer, repeats go on by themselves. */
    tell: async (activity: Json): Promise<Reply> => {
      const reply = await watch(link.send(activity));
      if (tricks.duplicate) await watch(link.send(activity));
      if (mayRepeat(reply)) void watch(repeat(activity));
      return reply;
    },
    /** Sends an invoke, again only while its person would wait; resolves with the last answer. */
    ask: (invoke: Json): Promise<Reply> =>
      watch(
        (async () => {
          const named = (): Json => ({ ...invoke, id: `f:${randomUUID()}` });
          let reply = await link.send(named());
          for (const waitMs of settings.resendMs.filter((wait) => wait <= patienceMs)) {
            if (!mayRepeat(reply) || reply.failure === 'connection_failed') break;
            await pause(waitMs, stopping.signal);
            reply = await link.send(named());
          }
          return reply;
        })(),
      ),
    /** Sends an activity as it is, once, with a token that may be wrong. */
    emit: (activity: Json, forgery?: Forgery): Promise<Reply> => watch(link.send(activity, forgery)),
    /** Resolves when everything so far was answered or given up. */
    whenIdle: async (): Promise<void> => {
      while (open.size > 0) await Promise.allSettled(open);
    },
    close: (): void => stopping.abort(),
  };
};

const mayRepeat = ({ failure, status }: Reply): boolean =>
  failure !== null && (status === 0 || status >= 500 || status === 429);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : Promise.race([
        sleep(ms),
        new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
      ]);
