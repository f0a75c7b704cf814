// What a store has one of, made when it is first asked for and gone with the store.

import type { Store } from './store.js';

/** One thing of its kind for each store, made when it is first asked for. */
export function perStore<T>(make: (store: Store) => T): (store: Store) => T {
  const made = new WeakMap<Store, T>();
  return (store) => {
    const known = made.get(store) ?? make(store);
    made.set(store, known);
    return known;
  };
}
