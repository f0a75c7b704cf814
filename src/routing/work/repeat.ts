// Does something again and again, never twice at once, and waits for it when it is stopped.

import type { Log } from '../routing.js';

export interface Repeating {
  /** Begins nothing new; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Repeats the work; what it throws is logged under `failed`, and it is tried again the next time. */
export function repeat(
  every: { readonly ms: number; readonly failed: string },
  log: Log,
  work: () => Promise<void>,
): Repeating {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => log.warn({ err: error }, every.failed))
      .finally(() => {
        running = null;
      });
  }, every.ms);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
