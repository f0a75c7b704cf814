// One message of a WhatsApp body: a customer's words, a reaction, a change of an earlier message, or news of who they are.

import { isObject, type Raw, readId, readLine, readObject } from '../meta/untrusted.js';
import { readMoment, windowAfter } from '../meta/window.js';
import { type Person, readPerson } from './identity.js';
import { readContent } from './kinds.js';
import type { Outcome, Setting } from './outcome.js';
import { readSystem } from './system.js';

/** Reads one entry of `messages`. */
export function readMessage(message: Raw, setting: Setting): Outcome {
  // Groups are kept out: a thread belongs to one customer.
  if (message.group_id !== undefined) return { ignored: 'message.group' };
  if (message.type === 'request_welcome') return { ignored: 'message.request_welcome' };
  if (message.type === 'system') return readSystem(message, setting);
  const named = { phone: message.from, userId: message.from_user_id, parentId: message.from_parent_user_id };
  const person = readPerson(named, setting.contacts);
  if (!person) return { unreadable: 'the message has no sender' };
  const read = readers.get(typeof message.type === 'string' ? message.type : '') ?? readWords;
  return read(message, person, setting.arrivedAt);
}

type Read = (message: Raw, person: Person, arrivedAt: Date) => Outcome;

// These point at an earlier message and have ids of their own, which name nothing.
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['reaction', readReaction],
  ['edit', readEdit],
  ['revoke', readRevoke],
]);

function readWords(message: Raw, person: Person, arrivedAt: Date): Outcome {
  const externalId = readId(message.id);
  if (externalId === null) return { unreadable: 'the message has no id' };
  const at = readMoment(message.timestamp, arrivedAt);
  const content = readContent(message);
  return {
    heard: {
      ...person,
      type: 'message',
      externalId,
      ...content,
      markup: 'plain',
      attachmentIds: [],
      at,
      window: windowAfter(at, 24),
    },
  };
}

function readReaction(message: Raw, person: Person, arrivedAt: Date): Outcome {
  const reaction = readObject(message.reaction);
  const externalId = readId(reaction.message_id);
  if (externalId === null) return { unreadable: 'the reaction names no message' };
  const at = readMoment(message.timestamp, arrivedAt);
  // A reaction taken back comes with an empty emoji or with none at all.
  const emoji = readLine(reaction.emoji, 32);
  return { heard: { ...person, type: 'reaction', externalId, emoji, at, window: windowAfter(at, 24) } };
}

function readEdit(message: Raw, person: Person): Outcome {
  const edit = readObject(message.edit);
  const externalId = readId(edit.original_message_id);
  if (externalId === null) return { unreadable: 'the edit names no message' };
  if (!isObject(edit.message)) return { unreadable: 'the edit has no new words' };
  return { heard: { ...person, type: 'edit', externalId, text: readContent(edit.message).text } };
}

function readRevoke(message: Raw, person: Person): Outcome {
  const externalId = readId(readObject(message.revoke).original_message_id);
  if (externalId === null) return { unreadable: 'the revoke names no message' };
  return { heard: { ...person, type: 'delete', externalId } };
}
