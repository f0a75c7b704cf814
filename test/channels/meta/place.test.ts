// Placing: each thing on the door of its account, in order; accounts that are no door of ours are counted and left.

import { describe, expect, it } from 'vitest';
import { placeReading } from '../../../src/channels/meta/place.js';
import { createGathering } from '../../../src/channels/meta/unplaced.js';
import type { ChannelAccount } from '../../../src/core/chatbot.js';

const door = (account: string) => ({ id: `door-${account}`, kind: 'messenger', account }) as ChannelAccount;

const read = () => {
  const gathering = createGathering();
  for (const [account, id] of [
    ['111', 'm_1'],
    ['999', 'm_2'],
    ['222', 'm_3'],
    ['111', 'm_4'],
  ] as const)
    gathering.item(account, { type: 'delete', address: '2400', externalId: id });
  gathering.unreadable('222', { odd: 1 }, 'no sender');
  gathering.unreadable('999', { odd: 2 }, 'no sender');
  return gathering.finish();
};

describe('placing a reading', () => {
  it('keeps the order, asks for each account once, and leaves strangers out', async () => {
    const asked: string[] = [];
    const unknown: string[] = [];
    const batch = await placeReading(read(), {
      kind: 'messenger',
      ears: {
        findAccount: async (kind, account) => {
          asked.push(`${kind} ${account}`);
          return account === '999' ? null : door(account);
        },
      },
      unknownAccount: (account) => unknown.push(account),
    });
    expect(batch.items).toEqual([
      { type: 'delete', address: '2400', externalId: 'm_1', channel: door('111') },
      { type: 'delete', address: '2400', externalId: 'm_3', channel: door('222') },
      { type: 'delete', address: '2400', externalId: 'm_4', channel: door('111') },
    ]);
    expect(batch.unreadable).toEqual([{ channel: door('222'), raw: { odd: 1 }, why: 'no sender' }]);
    expect(asked).toEqual(['messenger 111', 'messenger 999', 'messenger 222']);
    expect(unknown).toEqual(['999']);
  });

  it('lets a store that is away be noticed: the platform shall send it again', async () => {
    const findAccount = () => Promise.reject(new Error('away'));
    await expect(placeReading(read(), { kind: 'messenger', ears: { findAccount } })).rejects.toThrow('away');
  });
});
