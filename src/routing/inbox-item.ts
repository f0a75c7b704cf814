// How something heard is written into the inbox and read back: without the door's settings, which hold secrets.

import type { Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { storableText } from '../core/text/storable.js';

const moments = new Set(['at', 'openUntil', 'replyUntil', 'upToAt']);
const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** JSON for the inbox; what the memory cannot store in texts is taken out. */
export function writeItem(inbound: Inbound): Record<string, unknown> {
  const { channel, ...rest } = inbound;
  return JSON.parse(JSON.stringify(rest), (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  ) as Record<string, unknown>;
}

/** What `writeItem` wrote, on its door again; null when it is nothing we know. */
export function readItem(item: Readonly<Record<string, unknown>>, channel: ChannelAccount): Inbound | null {
  if (typeof item.type !== 'string' || typeof item.address !== 'string') return null;
  const revived = JSON.parse(JSON.stringify(item), (key, value: unknown) =>
    typeof value === 'string' && moments.has(key) && isMoment.test(value) ? new Date(value) : value,
  ) as Record<string, unknown>;
  return { ...revived, channel } as unknown as Inbound;
}
