// How something heard is written into the inbox and read back: without the door's settings, which hold secrets.

import type { Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { storableText } from '../core/text/storable.js';

const moments = new Set(['at', 'openUntil', 'replyUntil', 'upToAt']);
const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** JSON for the inbox; what the memory cannot store in texts and names is taken out. */
export function writeItem(inbound: Inbound): Record<string, unknown> {
  const { channel, ...rest } = inbound;
  const written = JSON.stringify(rest);
  // Nearly everything is storable as it came: whatever is not is written as an escape.
  return JSON.parse(isSuspect.test(written) ? JSON.stringify(clean(JSON.parse(written))) : written) as Record<
    string,
    unknown
  >;
}

const isSuspect = /\\u(?:0000|d[89a-f])/i;

function clean(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key), clean(one)]));
}

/** What `writeItem` wrote, on its door again; null when it is nothing we know. */
export function readItem(item: Readonly<Record<string, unknown>>, channel: ChannelAccount): Inbound | null {
  if (typeof item.type !== 'string' || typeof item.address !== 'string') return null;
  const revived = JSON.parse(JSON.stringify(item), (key, value: unknown) =>
    typeof value === 'string' && moments.has(key) && isMoment.test(value) ? new Date(value) : value,
  ) as Record<string, unknown>;
  return { ...revived, channel } as unknown as Inbound;
}
