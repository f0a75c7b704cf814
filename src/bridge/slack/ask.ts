// Carries an ask through Slack: compact JSON in a button's value, a menu's action id or a form's private metadata.

import { asRecord, type Json, numberAt, parseRecord, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';

/** The most characters of a button's value. */
export const buttonValueLimit = 2000;
/** The most characters of an action id, where a menu keeps its ask. */
export const actionIdLimit = 255;

/** What a form remembers of the gesture that opened it: a submission names no channel. */
export interface FormMemory {
  readonly ask: Ask;
  readonly place: string | null;
  readonly threadRef: string | null;
  readonly postRef: string | null;
}

/** The ask as compact JSON. */
export function encodeAsk(ask: Ask): string {
  return JSON.stringify(packAsk(ask));
}

/** Reads an encoded ask; null when it is not one of ours. */
export function decodeAsk(text: string | null): Ask | null {
  return unpackAsk(parseRecord(text));
}

/** A form's memory as compact JSON. */
export function encodeMemory(memory: FormMemory): string {
  return JSON.stringify({ a: packAsk(memory.ask), p: memory.place, t: memory.threadRef, r: memory.postRef });
}

/** Reads a form's memory; null when it is not one of ours. */
export function decodeMemory(text: string | null): FormMemory | null {
  const packed = parseRecord(text);
  const ask = unpackAsk(asRecord(packed?.a));
  if (!ask) return null;
  return { ask, place: textAt(packed, 'p'), threadRef: textAt(packed, 't'), postRef: textAt(packed, 'r') };
}

function packAsk(ask: Ask): Json {
  return { w: ask.word, a: ask.args, c: ask.conversationId, e: ask.epoch };
}

function unpackAsk(packed: Json | null): Ask | null {
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
