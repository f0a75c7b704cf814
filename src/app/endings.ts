// How whatever was started is stopped: the last first, each once, and no failure keeps the others from ending.

import type { Log } from '../routing/routing.js';

export interface Endings {
  add(end: () => Promise<unknown> | unknown): void;
  /** Ends everything that was added; may be called again. */
  run(): Promise<void>;
}

/** Creates an empty list of endings. */
export function createEndings(log: Log): Endings {
  const list: (() => Promise<unknown> | unknown)[] = [];
  return {
    add: (end) => void list.push(end),
    async run() {
      for (let end = list.pop(); end; end = list.pop()) {
        try {
          await end();
        } catch (error) {
          log.warn({ err: error }, 'something did not stop in good order');
        }
      }
    },
  };
}
