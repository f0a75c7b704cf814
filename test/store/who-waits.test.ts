// Whoever left a message or is called back later does not wait: overview, board, status, queue and alarm say the same.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultRouting } from '../../src/core/chatbot.js';
import { watchAlarms } from '../../src/store/alarms.js';
import { readBoard } from '../../src/store/boards.js';
import { readQueueView } from '../../src/store/desk-views.js';
import { readOverview } from '../../src/store/overview.js';
import { readStanding } from '../../src/store/standing.js';
import { type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
const references: Record<string, number> = {};

beforeAll(async () => {
  const alarms = { ...defaultRouting.alarms, queueLength: 3 };
  floor = await openFloor({ chatbot: { routing: { ...defaultRouting, alarms } } });
  const kinds = {
    later: `waiting = 'callback', not_before = now() + interval '1 hour'`,
    due: `waiting = 'callback', not_before = now() - interval '1 second'`,
    message: `waiting = 'message'`,
    live: `waiting = 'live'`,
  };
  for (const [kind, set] of Object.entries(kinds)) {
    const { id, reference } = await floor.openPending();
    await floor.query(`update conversation set ${set} where id = $1`, [id]);
    references[kind] = reference;
  }
});
afterAll(() => floor.close());

const scope = () => ({ organizationId: floor.door.organizationId, id: floor.door.chatbotId });
const counts = { waiting: 2, messages: 1, callbacks: 1 };
/** By when each is served: those of later last, however long ago they asked. */
const order = () => ['due', 'message', 'live', 'later'].map((kind) => references[kind]);
const standing = async () =>
  (await floor.query<{ kind: string }>('select kind from alarm where standing order by kind')).map(
    ({ kind }) => kind,
  );

it('is counted alike on the overview and on the board, with what is kept beside', async () => {
  const { lines } = await readOverview(floor.store, scope().organizationId, [scope().id]);
  expect(lines).toMatchObject([{ queue: counts }]);
  const board = await readBoard(floor.store, scope());
  expect(board?.queue).toEqual(counts);
  expect(board?.waiting.map(({ reference }) => reference)).toEqual(order());
});

it('is counted alike in an agent’s standing, and listed in that order', async () => {
  const ben = await floor.agent('Ben');
  expect((await readStanding(floor.store, ben)).chatbots).toMatchObject([{ waiting: counts.waiting }]);
  const listed = await readQueueView(floor.store, ben);
  expect(listed.counts).toEqual(counts);
  expect(listed.rows.map(({ conversation }) => conversation.reference)).toEqual(order());
});

it('is what the alarm on the queue’s length counts', async () => {
  await watchAlarms(floor.store);
  expect(await standing()).not.toContain('queue');
  await floor.openPending();
  await watchAlarms(floor.store);
  expect(await standing()).toContain('queue');
  await floor.query(`update conversation set waiting = 'message' where reference = $1`, [references.live]);
  await watchAlarms(floor.store);
  expect(await standing()).not.toContain('queue');
});
