// The messages on their way out: kept until Baton has stored them, sent one after the other, each under one id for ever.

import type { WireFile } from '../../src/channels/web/wire.js';
import type { Option } from '../../src/core/message.js';
import { CallError } from './api.js';
import { makeClientId } from './ids.js';
import type { Storage } from './storage.js';

export interface OutboxItem {
  readonly clientId: string;
  readonly text: string;
  readonly files: readonly WireFile[];
  /** What was chosen, when the text is an option's title. */
  readonly choice?: Option;
  /** Milliseconds since 1970, by this browser. */
  readonly at: number;
  /** `waiting`: in line, or for a connection; `failed`: refused, the visitor decides. */
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly reason: string | null;
}

export interface Outbox {
  items(): readonly OutboxItem[];
  add(text: string, files: readonly WireFile[], choice?: Option): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Tries again at once, as when the connection is back. */
  kick(): void;
  clear(): void;
}

export interface OutboxParts {
  readonly storage: Storage;
  /** Resolves once Baton stored it. Throws CallError. */
  readonly send: (item: OutboxItem) => Promise<void>;
  readonly changed: () => void;
  /** Calls back after a time; returns the way to stop it. */
  readonly later: (call: () => void, ms: number) => () => void;
}

const key = 'out.';
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/**
 * Sends nothing before the first `add` or `kick`: what was kept from before waits for its owner to be known.
 * Every message has a place of its own in storage, so that two tabs never overwrite each other's.
 */
export function createOutbox({ storage, send, changed, later }: OutboxParts): Outbox {
  let items: OutboxItem[] = readItems(storage);
  let running = false;
  let failures = 0;
  let stopWaiting: (() => void) | null = null;

  const keep = (item: OutboxItem) =>
    storage.write(
      key + item.clientId,
      JSON.stringify({ ...item, state: item.state === 'failed' ? 'failed' : 'waiting' }),
    );
  const update = (clientId: string, change: Partial<OutboxItem>) => {
    items = items.map((item) => (item.clientId === clientId ? { ...item, ...change } : item));
    const item = items.find((one) => one.clientId === clientId);
    if (item) keep(item);
    changed();
  };
  const remove = (clientId: string) => {
    items = items.filter((item) => item.clientId !== clientId);
    storage.write(key + clientId, null);
    changed();
  };

  async function run(): Promise<void> {
    if (running || stopWaiting) return;
    running = true;
    for (let item = next(); item && !stopWaiting; item = next()) await trySend(item);
    running = false;
  }
  const next = () => items.find((item) => item.state !== 'failed');

  async function trySend(item: OutboxItem): Promise<void> {
    update(item.clientId, { state: 'sending' });
    try {
      await send(item);
      failures = 0;
      remove(item.clientId);
    } catch (error) {
      if (error instanceof CallError && error.trouble === 'refused') {
        update(item.clientId, { state: 'failed', reason: error.message || null });
        return;
      }
      update(item.clientId, { state: 'waiting' });
      const backoffMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures) * (0.75 + Math.random() / 2);
      failures += 1;
      const askedMs = error instanceof CallError ? error.retryAfterMs : null;
      stopWaiting = later(resume, askedMs ?? backoffMs);
    }
  }
  function resume(): void {
    stopWaiting?.();
    stopWaiting = null;
    void run();
  }

  return {
    items: () => items,
    add(text, files, choice) {
      const item: OutboxItem = {
        clientId: makeClientId(),
        text,
        files,
        ...(choice ? { choice } : {}),
        at: Date.now(),
        state: 'waiting',
        reason: null,
      };
      items = [...items, item];
      keep(item);
      changed();
      void run();
    },
    retry(clientId) {
      update(clientId, { state: 'waiting', reason: null });
      resume();
    },
    discard: remove,
    kick() {
      failures = 0;
      resume();
    },
    clear() {
      for (const { clientId } of items) storage.write(key + clientId, null);
      items = [];
      changed();
    },
  };
}

function readItems(storage: Storage): OutboxItem[] {
  const names = storage.keys().filter((name) => name.startsWith(key));
  return names.sort().flatMap((name) => {
    try {
      const item = JSON.parse(storage.read(name) ?? '') as OutboxItem;
      return typeof item.clientId === 'string' && typeof item.text === 'string' && Array.isArray(item.files)
        ? [item]
        : [];
    } catch {
      storage.write(name, null);
      return [];
    }
  });
}
