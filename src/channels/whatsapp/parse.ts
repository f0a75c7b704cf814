// Reads the body of a WhatsApp webhook: every entry, every change, every message, status and echo in it, in their order.

import { createGathering, type Gathering, type Reading } from '../meta/unplaced.js';
import { isObject, type Raw, readField, readId, readList, readObject, readWord } from '../meta/untrusted.js';
import { readEcho } from './echoes.js';
import { readMessage } from './messages.js';
import type { ReadItem, Setting } from './outcome.js';
import { readStatus } from './statuses.js';
import { readUserIdUpdate } from './system.js';

/**
 * What a body tells, each thing under the phone number id of its door. `at` is when it arrived: it stands in for
 * moments that cannot be. Never throws, whatever the body is.
 */
export function readWhatsApp(body: unknown, at: Date): Reading {
  const gathering = createGathering();
  const { object, entry } = readObject(body);
  if (object !== 'whatsapp_business_account') gathering.ignore(`object.${readWord(object)}`);
  else
    for (const one of readList(entry))
      for (const change of readList(readObject(one).changes)) takeChange(readObject(change), at, gathering);
  return gathering.finish();
}

/** The lists in the value of each field that concerns us, and who reads their items. */
const fields: ReadonlyMap<unknown, Readonly<Record<string, ReadItem>>> = new Map([
  ['messages', { messages: readMessage, statuses: readStatus, errors: nameError }],
  ['smb_message_echoes', { message_echoes: readEcho }],
  ['user_id_update', { user_id_update: readUserIdUpdate }],
]);

function takeChange(change: Raw, arrivedAt: Date, gathering: Gathering): void {
  const name = readWord(change.field);
  const lists = fields.get(name);
  const value = readObject(change.value);
  const account = readAccount(readObject(value.metadata).phone_number_id);
  if (!lists) gathering.ignore(`field.${name}`);
  else if (account === null) gathering.ignore(`${name}.without_account`);
  else if (!account.exact) gathering.unreadable(account.id, value, 'the phone number id is a number');
  else {
    const setting = { contacts: readList(value.contacts).filter(isObject), arrivedAt };
    // A change of id stands in the value itself or in a list of them.
    const held = name === 'user_id_update' && isObject(value.user_id) ? { user_id_update: [value] } : value;
    for (const [list, read] of Object.entries(lists))
      takeList(readField(held, list), { read, setting, account: account.id, gathering });
  }
}

/** The door's id; not `exact` when it came as a number, which at least still tells where the dead letter belongs. */
function readAccount(value: unknown): { readonly id: string; readonly exact: boolean } | null {
  if (Number.isSafeInteger(value)) return { id: String(value), exact: false };
  const id = readId(value);
  return id === null ? null : { id, exact: true };
}

interface Taking {
  readonly read: ReadItem;
  readonly setting: Setting;
  readonly account: string;
  readonly gathering: Gathering;
}

function takeList(list: unknown, { read, setting, account, gathering }: Taking): void {
  if (list !== undefined && !Array.isArray(list))
    gathering.unreadable(account, list, 'this should be a list');
  for (const item of readList(list)) {
    const outcome = isObject(item) ? read(item, setting) : { unreadable: 'this should be an object' };
    if ('heard' in outcome) gathering.item(account, outcome.heard);
    else if ('ignored' in outcome) gathering.ignore(outcome.ignored);
    else gathering.unreadable(account, item, outcome.unreadable);
  }
}

/** Errors of the channel itself belong to no message. */
function nameError(error: Raw): { readonly ignored: string } {
  return { ignored: `error.${Number.isSafeInteger(error.code) ? String(error.code) : 'unknown'}` };
}
