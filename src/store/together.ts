// Questions asked in the same moment become one statement.

/**
 * Collects keys until the current turn of the event loop is over, loads them at once and hands each asker their own.
 * `load` answers in any order; `keyOf` says which answer is whose; an unanswered key resolves to null.
 */
export function askTogether<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  nameOf: { readonly key: (key: Key) => string; readonly value: (value: Value) => string },
): (key: Key) => Promise<Value | null> {
  let waiting: { readonly keys: Key[]; readonly answers: Promise<Map<string, Value>> } | null = null;
  return async (key) => {
    if (!waiting) {
      const keys: Key[] = [];
      const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
        waiting = null;
        return new Map((await load(keys)).map((value) => [nameOf.value(value), value]));
      });
      waiting = { keys, answers };
    }
    waiting.keys.push(key);
    return (await waiting.answers).get(nameOf.key(key)) ?? null;
  };
}
