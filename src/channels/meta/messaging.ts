// The envelope Messenger and Instagram share: entry × (messaging | standby | changes), read without trusting any of it.

import { readEvent } from './messaging-event.js';
import type { Dialect, Heading, Outcome } from './messaging-outcome.js';
import { createGathering, type Gathering, type Reading } from './unplaced.js';
import { isObject, readField, readId, readList, readObject } from './untrusted.js';

/** Reads one webhook body; never throws. What it holds comes in the order in which it stands there. */
export function readMessaging(body: unknown, dialect: Dialect): Reading {
  const gathering = createGathering();
  const envelope = readObject(body);
  const entries = readList(envelope.entry);
  if (envelope.object !== dialect.object) gathering.ignore(`object.${nameWord(envelope.object)}`);
  else if (entries.length === 0) gathering.ignore('entry.empty');
  else for (const entry of entries) readEntry(entry, dialect, gathering);
  return gathering.finish();
}

function readEntry(raw: unknown, dialect: Dialect, gathering: Gathering): void {
  const entry = readObject(raw);
  const account = readId(entry.id);
  if (account === null) {
    gathering.unreadable(exactNumber(entry.id), raw, 'the entry does not name its account by text');
    return;
  }
  const heading: Heading = { ...dialect, account, standby: false, time: entry.time };
  const lists = ['messaging', 'standby', 'changes']
    .map((name) => ({ name, list: readField(entry, name) }))
    .filter(({ list }) => list !== undefined && !(Array.isArray(list) && list.length === 0));
  if (lists.length === 0) gathering.ignore('entry.empty');
  for (const { name, list } of lists) {
    if (!Array.isArray(list)) gathering.unreadable(account, raw, `${name} is not a list`);
    for (const one of readList(list)) {
      if (name === 'changes') readChange(one, heading, gathering);
      else gather(one, { ...heading, standby: name === 'standby' }, gathering);
    }
  }
}

/**
 * Comments, mentions and the dashboard's test come as changes and are no chats. A change that names this account as
 * one of its two sides would be one, and is then read like any other: better than losing it.
 */
function readChange(raw: unknown, heading: Heading, gathering: Gathering): void {
  const change = readObject(raw);
  const value = readObject(change.value);
  const sides = [readObject(value.sender).id, readObject(value.recipient).id];
  if (sides.includes(heading.account)) gather(value, heading, gathering);
  else gathering.ignore(`changes.${nameWord(change.field)}`);
}

function gather(raw: unknown, heading: Heading, gathering: Gathering): void {
  const outcome: Outcome = isObject(raw) ? readEvent(raw, heading) : { unreadable: 'the event is no object' };
  if ('ignored' in outcome) gathering.ignore(nameWord(outcome.ignored));
  else if ('unreadable' in outcome) gathering.unreadable(heading.account, raw, outcome.unreadable);
  else for (const inbound of outcome.heard) gathering.item(heading.account, inbound);
}

/** A platform's word fit for a log and a metric; anything else is `unknown`. */
function nameWord(value: unknown): string {
  return typeof value === 'string' && /^[a-z][a-z0-9_.]{0,39}$/i.test(value) ? value : 'unknown';
}

/** A numeric id that was certainly not rounded, so that its dead letter finds the door; empty for anything else. */
function exactNumber(value: unknown): string {
  return Number.isSafeInteger(value) ? String(value) : '';
}
