// Carries an ask through Teams: in an action's data, and for forms with the memory of where they were opened.

import { asRecord, type Json, numberAt, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';

/** The verb of every Action.Execute of ours: what is meant stands in its data. */
export const executeVerb = 'baton';

/** What a form remembers of the gesture that opened it: a submission says little of where it comes from. */
export interface FormMemory {
  readonly ask: Ask;
  readonly place: string | null;
  readonly threadRef: string | null;
  readonly postRef: string | null;
}

/** Members of an action's data that are ours or Teams'; every other one is an input's value. */
const reserved: ReadonlySet<string> = new Set(['ask', 'form', 'pick', 'msteams', 'type']);

/** The ask as a small object. */
export function packAsk({ word, args, conversationId, epoch }: Ask): Json {
  return {
    w: word,
    ...(args === undefined ? {} : { a: args }),
    ...(conversationId === undefined ? {} : { c: conversationId }),
    ...(epoch === undefined ? {} : { e: epoch }),
  };
}

/** Reads a packed ask; null when it is not one of ours. */
export function unpackAsk(value: unknown): Ask | null {
  const packed = asRecord(value);
  const word = textAt(packed, 'w');
  if (word === null) return null;
  const args = textAt(packed, 'a');
  const conversationId = textAt(packed, 'c');
  const epoch = numberAt(packed, 'e');
  return {
    word: word.toLowerCase(),
    ...(args === null ? {} : { args }),
    ...(conversationId === null ? {} : { conversationId }),
    ...(epoch === null ? {} : { epoch }),
  };
}

/** A form's memory as a small object. */
export function packMemory({ ask, place, threadRef, postRef }: FormMemory): Json {
  return { a: packAsk(ask), p: place, t: threadRef, r: postRef };
}

/** Reads a form's memory; null when it is not one of ours. */
export function unpackMemory(value: unknown): FormMemory | null {
  const packed = asRecord(value);
  const ask = unpackAsk(packed?.a);
  if (!ask) return null;
  return { ask, place: textAt(packed, 'p'), threadRef: textAt(packed, 't'), postRef: textAt(packed, 'r') };
}

/** The ask of an action's whole data; a menu's choice becomes the last of its arguments. Null when it is not one of ours. */
export function readAsk(data: Json | null): Ask | null {
  const ask = unpackAsk(data?.ask);
  const pick = textAt(data, 'pick');
  if (!ask || pick === null) return ask;
  const chosen = textAt(data, pick);
  if (chosen === null) return ask;
  return { ...ask, args: ask.args ? `${ask.args} ${chosen}` : chosen };
}

/** What the inputs of a submitted form hold, by field id. */
export function readValues(data: Json | null): Readonly<Record<string, string>> {
  const values = Object.entries(data ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !reserved.has(entry[0]),
  );
  return Object.fromEntries(values);
}
