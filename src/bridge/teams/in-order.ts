// Does what belongs together one after another: a thread's status lines, a person's home, what is learned about someone.

/** Runs the work after all earlier work of the same key; work that fails holds up nothing. */
export type InOrder = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Creates the order of one process. */
export function createOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work);
    const settled: Promise<unknown> = done
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return done;
  };
}
