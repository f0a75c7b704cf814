// The last 200 calls in and requests out, for tests and for the page's inspector.

import { isRecord } from './http.js';
import type { LogEntry } from './protocol.js';

export type CallLog = ReturnType<typeof createCallLog>;

const KEPT = 200;
const SECRET_KEYS = new Set(['token', 'client_secret', 'access_token']);

/** Creates the log; `add` is cheap, secrets are only taken out when someone reads it. */
export const createCallLog = (now: () => number) => {
  const entries: LogEntry[] = [];
  let next = 0;
  return {
    add: (entry: Omit<LogEntry, 'number' | 'at'>): void => {
      entries[next % KEPT] = { ...entry, number: next + 1, at: now() };
      next += 1;
    },
    /** Entries with a number above `after`, oldest first. */
    read: (after = 0): LogEntry[] => {
      const start = next > KEPT ? next % KEPT : 0;
      const ordered = [...entries.slice(start), ...entries.slice(0, start)];
      return ordered
        .filter((entry) => entry.number > after)
        .map((entry) => ({
          ...entry,
          request: withoutSecrets(entry.request),
          response: withoutSecrets(entry.response),
        }));
    },
  };
};

const withoutSecrets = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !SECRET_KEYS.has(key)));
};
