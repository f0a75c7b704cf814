// What Messenger and Instagram tell beside messages: reactions, what was delivered and read, and who has the thread.

import type { Happening, Outcome } from './messaging-outcome.js';
import { readPlatformId } from './platform-id.js';
import type { Unplaced } from './unplaced.js';
import { readField, readId, readLine, readList, readNumber } from './untrusted.js';
import { readMoment } from './window.js';

/** The named reactions, for events that bring no emoji along. */
const emojiByName: ReadonlyMap<string, string> = new Map([
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
  ['smile', '😆'],
  ['haha', '😆'],
  ['wow', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
]);

/** The platform's own applications that people answer in. */
const inboxes: ReadonlyMap<string, string> = new Map([
  ['263902037430900', 'the Page inbox'],
  ['1217981644879628', 'the Instagram inbox'],
]);

/** Reads a reaction, or that it was taken back. */
export function readReaction({ part, address, ours, moment, window }: Happening): Outcome {
  if (ours) return { ignored: 'reaction.own' };
  const externalId = readId(part.mid);
  if (externalId === null) return { unreadable: 'the reaction has no id of text' };
  const name = readLine(part.reaction, 32);
  const given = readLine(part.emoji, 32) ?? (name === null ? null : (emojiByName.get(name) ?? name));
  const emoji = part.action === 'unreact' ? null : given;
  return { heard: [{ type: 'reaction', externalId, address, emoji, at: moment, window }] };
}

/** Reads how far the customer has read: up to a message (Instagram) or up to a moment (Messenger). */
export function readSeen({ part, address, ours, at }: Happening): Outcome {
  if (ours) return { ignored: 'read.own' };
  const upToExternalId = readId(part.mid);
  if (upToExternalId !== null)
    return { heard: [{ type: 'receipt', address, receipt: 'read', upToExternalId }] };
  const upToAt = readWatermark(part.watermark, at);
  if (upToAt === null) return { unreadable: 'it does not say up to where was read' };
  return { heard: [{ type: 'receipt', address, receipt: 'read', upToAt }] };
}

/** Reads what was delivered: the messages it names, and everything up to a moment. */
export function readDelivered({ part, address, ours, at }: Happening): Outcome {
  if (ours) return { ignored: 'delivery.own' };
  const heard: Unplaced[] = [];
  for (const mid of readList(part.mids)) {
    const externalId = readId(mid);
    if (externalId !== null) heard.push({ type: 'receipt', address, receipt: 'delivered', externalId });
  }
  const upToAt = readWatermark(part.watermark, at);
  if (upToAt !== null) heard.push({ type: 'receipt', address, receipt: 'delivered', upToAt });
  return heard.length > 0 ? { heard } : { unreadable: 'it does not say what was delivered' };
}

/**
 * Reads that the thread changed hands. Without our own application's id we go by who is told: a pass reaches the one
 * who gains the thread, a take the one who loses it.
 */
export function readControl({ event, part, address, appId }: Happening): Outcome {
  const owner = readPlatformId(part.new_owner_app_id);
  const passed = readField(event, 'pass_thread_control') !== undefined;
  const gained = owner === null ? passed : appId === null ? passed && !inboxes.has(owner) : owner === appId;
  if (gained) return { heard: [{ type: 'control', address, control: 'gained' }] };
  const by = owner === null ? 'another application' : (inboxes.get(owner) ?? 'another application');
  return { heard: [{ type: 'control', address, control: 'lost', by }] };
}

/** A watermark; null when there is none, for a guess would mark as read what nobody has seen. */
function readWatermark(value: unknown, at: Date): Date | null {
  const number = readNumber(value);
  return number !== null && number > 0 ? readMoment(value, at) : null;
}
