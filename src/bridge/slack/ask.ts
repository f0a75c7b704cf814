// Carries an ask through Slack: compact JSON in a button's value, a menu's action id or a form's private metadata.

import { parseRecord } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';
import { type FormMemory, packAsk, packMemory, unpackAsk, unpackMemory } from '../desk-kit/packed-ask.js';

/** The most characters of a button's value. */
export const buttonValueLimit = 2000;
/** The most characters of an action id, where a menu keeps its ask. */
export const actionIdLimit = 255;

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
  return JSON.stringify(packMemory(memory));
}

/** Reads a form's memory; null when it is not one of ours. */
export function decodeMemory(text: string | null): FormMemory | null {
  return unpackMemory(parseRecord(text));
}
