// One observable value: the panel's state, read by the view and written by the session.

export interface Store<T> {
  get(): T;
  /** Replaces some fields and tells everyone who watches. */
  set(change: Partial<T>): void;
  watch(call: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change };
      for (const call of watchers) call();
    },
    watch(call) {
      watchers.add(call);
      return () => watchers.delete(call);
    },
  };
}
