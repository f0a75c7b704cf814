// Puts what a webhook brought on the doors it names: the platform tells accounts, the house knows doors.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { Batch, Ears, Inbound } from '../channel.js';
import type { Reading } from './unplaced.js';

export interface PlaceOptions {
  /** The channel's kind in baton.yaml. */
  readonly kind: string;
  readonly ears: Pick<Ears, 'findAccount'>;
  /** Called once for each account of the reading that is no door of ours. */
  readonly unknownAccount?: (account: string) => void;
}

/**
 * The batch to keep, in the order of the reading. Accounts that are no door of ours are left out: one callback
 * receives every account of the platform's app. Throws what `findAccount` throws.
 */
export async function placeReading(reading: Reading, options: PlaceOptions): Promise<Batch> {
  const doors = await findDoors(reading, options);
  return {
    items: reading.items.flatMap(({ account, inbound }) => {
      const channel = doors.get(account);
      return channel ? [{ ...inbound, channel } as Inbound] : [];
    }),
    unreadable: reading.unreadable.flatMap(({ account, raw, why }) => {
      const channel = doors.get(account);
      return channel ? [{ channel, raw, why }] : [];
    }),
  };
}

async function findDoors(
  { items, unreadable }: Reading,
  { kind, ears, unknownAccount }: PlaceOptions,
): Promise<ReadonlyMap<string, ChannelAccount>> {
  const doors = new Map<string, ChannelAccount>();
  for (const account of new Set([...items, ...unreadable].map((one) => one.account))) {
    const door = await ears.findAccount(kind, account);
    if (door) doors.set(account, door);
    else unknownAccount?.(account);
  }
  return doors;
}
