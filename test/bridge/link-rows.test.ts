// Everybody in a list is one click away: each row has the link of its own thread, where there is one.

import { expect, it } from 'vitest';
import { linkQueue } from '../../src/bridge/link-rows.js';
import { createDesks } from '../../src/bridge/registry.js';
import type { ConversationView } from '../../src/store/desk-views.js';
import { factsWith } from '../support/card-facts.js';

const desks = createDesks([
  {
    name: 'slack',
    listen: () => undefined,
    post: () => Promise.reject(new Error('nobody posts here')),
    update: () => Promise.reject(new Error('nobody posts here')),
    link: async ({ team, place, ref }) => `https://desk.example/${team}/${place}/${ref}`,
  },
]);
const waits = (threadRef: string | null) =>
  ({
    ...factsWith({ conversation: { status: 'pending', threadRef } }),
    place: { desk: 'slack', team: 'T1', place: 'C1' },
  }) as unknown as ConversationView;

it('links the head of a queue, and keeps its count', async () => {
  const counts = { waiting: 40, messages: 2, callbacks: 0 };
  const linked = await linkQueue(desks, { counts, rows: [waits('17.1'), waits(null), waits('17.2')] });
  expect(linked.counts).toEqual(counts);
  expect(linked.rows.map(({ url }) => url)).toEqual([
    'https://desk.example/T1/C1/17.1',
    null,
    'https://desk.example/T1/C1/17.2',
  ]);
});
