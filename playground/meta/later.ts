// Things that happen a moment later, counted so that one can wait until nothing is left to happen.

export type Later = ReturnType<typeof createLater>;

/** Creates the clockwork; after `close` nothing happens any more. */
export const createLater = () => {
  const timers = new Set<NodeJS.Timeout>();
  const waiting = new Set<() => void>();
  let busy = 0;
  let closed = false;

  const settle = (): void => {
    busy -= 1;
    if (busy > 0) return;
    for (const wake of waiting) wake();
    waiting.clear();
  };

  /** Counts work that is under way. */
  const during = async <Value>(work: Promise<Value>): Promise<Value> => {
    busy += 1;
    try {
      return await work;
    } finally {
      settle();
    }
  };

  return {
    during,
    /** Does it after so many milliseconds; a failure of it concerns nobody. */
    after: (waitMs: number, work: () => unknown): void => {
      if (closed) return;
      busy += 1;
      const timer = setTimeout(() => {
        timers.delete(timer);
        Promise.resolve()
          .then(work)
          .catch(() => undefined)
          .finally(settle);
      }, waitMs);
      timer.unref();
      timers.add(timer);
    },
    /** Resolves when nothing is under way and nothing is planned. */
    whenIdle: (): Promise<void> =>
      busy === 0 ? Promise.resolve() : new Promise((wake) => waiting.add(wake)),
    isClosed: (): boolean => closed,
    close: (): void => {
      closed = true;
      for (const timer of timers) {
        clearTimeout(timer);
        settle();
      }
      timers.clear();
    },
  };
};
