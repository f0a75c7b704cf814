// An ask, and a form's memory of where it was opened, as the small objects that buttons and forms carry through a desk.

import { asRecord, type Json, numberAt, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';

/** What a form remembers of the gesture that opened it: a submission says little of where it comes from. */
export interface FormMemory {
  readonly ask: Ask;
  readonly place: string | null;
  readonly threadRef: string | null;
  readonly postRef: string | null;
}

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
