// A desk's memory between restarts: sealed in the database, and kept at hand for a moment so that the hot path asks for nothing.

import type { OrganizationId } from '../core/id.js';
import {
  type DeskMind,
  forgetDeskMemory,
  forgetOldDeskMemory,
  listDeskMemory,
  readDeskMemory,
  writeDeskMemory,
} from '../store/desk-memory.js';
import { seal, unseal } from '../store/seal.js';
import type { Store } from '../store/store.js';

export interface Mind {
  /** The value of a key, at most half a minute old where another process changed it; null when there is none. */
  read<Value>(key: string): Promise<Value | null>;
  /** All values whose keys begin with this word, by key, as the database has them. */
  list<Value>(beginning: string): Promise<ReadonlyMap<string, Value>>;
  write(key: string, value: unknown): Promise<void>;
  forget(key: string): Promise<void>;
  /** Forgets what begins with these words and was not said again for so many days. */
  tidy(beginnings: readonly string[], days: number): Promise<void>;
}

export interface MindOptions {
  readonly store: Store;
  readonly encryptionKey: Buffer;
  readonly desk: string;
  readonly team: string;
  /** Whose desk it is. Throws while nobody is declared. */
  readonly owner: () => Promise<OrganizationId>;
}

const freshMs = 30_000;
const mostAtHand = 5_000;

/** Creates the memory of one desk in one team. */
export function createMind({ store, encryptionKey, desk, team, owner }: MindOptions): Mind {
  // What is not there is asked for again each time: another process may be about to say it.
  const atHand = new Map<string, { readonly text: string; readonly until: number }>();
  let whose: Promise<DeskMind> | null = null;
  const mind = () => {
    whose ??= owner().then((organizationId) => ({ organizationId, desk, team }));
    whose.catch(() => {
      whose = null;
    });
    return whose;
  };
  const placeOf = (key: string) => `${desk}:${team}:${key}`;
  const keep = (key: string, text: string) => {
    if (atHand.size >= mostAtHand) atHand.clear();
    atHand.set(key, { text, until: Date.now() + freshMs });
  };
  // Lines that come at once ask for the same things: one of them goes to the database.
  const asked = new Map<string, Promise<string | null>>();
  let changes = 0;
  const ask = async (key: string): Promise<string | null> => {
    const before = changes;
    const sealed = (await readDeskMemory(store, await mind(), [key])).get(key);
    if (sealed === undefined) return null;
    const text = unseal(encryptionKey, placeOf(key), sealed);
    // What was written meanwhile may be newer.
    if (before === changes) keep(key, text);
    return text;
  };
  const look = (key: string): Promise<string | null> => {
    const known = atHand.get(key);
    if (known && known.until > Date.now()) return Promise.resolve(known.text);
    const before = asked.get(key);
    if (before) return before;
    const found = ask(key).finally(() => {
      if (asked.get(key) === found) asked.delete(key);
    });
    asked.set(key, found);
    return found;
  };
  /** Whoever asked before this change must not be believed by whoever asks after it. */
  const setAside = (key: string) => {
    changes += 1;
    asked.delete(key);
  };
  return {
    async read<Value>(key: string) {
      const text = await look(key);
      return text === null ? null : (JSON.parse(text) as Value);
    },
    async list<Value>(beginning: string) {
      const sealed = await listDeskMemory(store, await mind(), beginning);
      const open = (key: string, text: string) =>
        JSON.parse(unseal(encryptionKey, placeOf(key), text)) as Value;
      return new Map([...sealed].map(([key, text]) => [key, open(key, text)]));
    },
    async write(key, value) {
      const text = JSON.stringify(value);
      await writeDeskMemory(store, await mind(), { key, sealed: seal(encryptionKey, placeOf(key), text) });
      setAside(key);
      keep(key, text);
    },
    async forget(key) {
      await forgetDeskMemory(store, await mind(), key);
      setAside(key);
      atHand.delete(key);
    },
    tidy: async (beginnings, days) => forgetOldDeskMemory(store, await mind(), { beginnings, days }),
  };
}
