// Keeps work of one key in the order in which it came, while other keys go on: lines of a thread, changes of a home.

/** Runs work of one key one after the other; a failed piece does not hold up the next. */
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Creates the order of one process. */
export function createInOrder(): InOrder {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = tails.get(key);
    const run = before === undefined ? work() : before.then(work, work);
    const tail = run.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return run;
  };
}
