// Keeps small texts across reloads where the browser allows it, and in memory where it does not.

export interface Storage {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
  keys(): string[];
}

/** What of `window.localStorage` is used. */
export interface Shelf {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Everything is kept under `prefix`; `find` may throw, as localStorage does when it is blocked. */
export function createStorage(prefix: string, find: () => Shelf): Storage {
  const memory = new Map<string, string>();
  const guard = <T>(use: (shelf: Shelf) => T, fallback: T): T => {
    try {
      return use(find());
    } catch {
      return fallback;
    }
  };
  return {
    read: (key) => memory.get(key) ?? guard((shelf) => shelf.getItem(prefix + key), null),
    write(key, value) {
      memory.delete(key);
      const done = guard((shelf) => {
        if (value === null) shelf.removeItem(prefix + key);
        else shelf.setItem(prefix + key, value);
        return true;
      }, false);
      if (!done && value !== null) memory.set(key, value);
    },
    keys() {
      const stored = guard((shelf) => Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? ''), []);
      const mine = stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...mine, ...memory.keys()])];
    },
  };
}
