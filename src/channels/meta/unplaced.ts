// What reading a webhook's body gives: things heard at a door that has still to be found, and what was set aside.

import type { Inbound } from '../inbound.js';
import { storable } from './untrusted.js';

/** Something heard, before the door's account is looked up. */
export type Unplaced<T extends Inbound = Inbound> = T extends Inbound ? Omit<T, 'channel'> : never;

/** What one body held. Every item of it is in exactly one of the three. */
export interface Reading {
  /** `account`: the platform's id of the door (phone number id, page id, Instagram account id). */
  readonly items: readonly { readonly account: string; readonly inbound: Unplaced }[];
  /** Ours by its shape and still not readable: kept as dead letters, already safe to store. */
  readonly unreadable: readonly { readonly account: string; readonly raw: unknown; readonly why: string }[];
  /** Names, for the log, of what does not concern us: never a word of a customer's. */
  readonly ignored: readonly string[];
}

/** A reading while it is being made. */
export interface Gathering {
  item(account: string, inbound: Unplaced): void;
  unreadable(account: string, raw: unknown, why: string): void;
  ignore(name: string): void;
  /** What was gathered so far. */
  finish(): Reading;
}

/** Begins a reading. */
export function createGathering(): Gathering {
  const items: Reading['items'][number][] = [];
  const unreadable: Reading['unreadable'][number][] = [];
  const ignored: string[] = [];
  return {
    item: (account, inbound) => void items.push({ account, inbound }),
    unreadable: (account, raw, why) => void unreadable.push({ account, raw: storable(raw), why }),
    ignore: (name) => void ignored.push(name),
    finish: () => ({ items, unreadable, ignored }),
  };
}
