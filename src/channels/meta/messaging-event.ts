// One event of Messenger or Instagram: which kind it is, whose it is, and who reads it.

import { readEdit, readMessage, readPostback } from './messaging-message.js';
import type { Happening, Heading, Outcome } from './messaging-outcome.js';
import { readControl, readDelivered, readReaction, readSeen } from './messaging-signal.js';
import { isObject, type Raw, readField, readId, readObject } from './untrusted.js';
import { readMoment, windowAfter } from './window.js';

/** The kinds that concern a chat, in the order in which they are looked for: an event has one of them. */
const readers: ReadonlyMap<string, (happening: Happening) => Outcome> = new Map([
  ['message_edit', readEdit],
  ['message', readMessage],
  ['postback', readPostback],
  ['reaction', readReaction],
  ['read', readSeen],
  ['delivery', readDelivered],
  ['pass_thread_control', readControl],
  ['take_thread_control', readControl],
]);

/** For seven days agents may write, after the first under the HUMAN_AGENT tag. */
const extendedHours = 168;

/** What stands around an event's own part. */
const surroundings = new Set(['sender', 'recipient', 'timestamp', 'time']);

/** Reads one event; an event of any other kind is ignored by its name. Never throws. */
export function readEvent(event: Raw, heading: Heading): Outcome {
  for (const [kind, read] of readers) {
    const part = readField(event, kind);
    if (part === undefined) continue;
    if (!isObject(part)) return { unreadable: `its ${kind} is no object` };
    const sides = readSides(event, part, heading.account);
    // Instagram tells of edits it does not attribute to anyone: there is nothing to act on.
    if (kind === 'message_edit' && noSides(event)) return { ignored: 'message_edit' };
    if (sides === null) return { unreadable: 'it does not name the customer by text' };
    const moment = readMoment(event.timestamp ?? heading.time, heading.at);
    const window = windowAfter(moment, extendedHours);
    return read({ ...heading, ...sides, event, part, moment, window });
  }
  return { ignored: Object.keys(event).find((name) => !surroundings.has(name)) ?? 'event' };
}

/**
 * The customer, and whether our side did it: an echo swaps sender and recipient. What another account of ours sends to
 * this one is a customer's: only the flag, or this very account as the sender, makes it ours.
 */
function readSides(event: Raw, part: Raw, account: string): { address: string; ours: boolean } | null {
  const sender = readId(readObject(event.sender).id);
  const recipient = readId(readObject(event.recipient).id);
  const ours = part.is_echo === true || sender === account;
  const address = ours ? recipient : sender;
  return address === null ? null : { address, ours };
}

function noSides(event: Raw): boolean {
  return readObject(event.sender).id === undefined;
}
