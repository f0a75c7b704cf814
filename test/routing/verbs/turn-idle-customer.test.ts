// Proves that only an answered customer's silence closes a conversation, counted from the last line of either side.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

let floor: TimerFloor;
beforeAll(async () => {
  floor = await openTimerFloor({ idleMinutes: 15 });
});
afterAll(async () => {
  await expectSound(floor);
  await floor.close();
});

const idle = 15 * 60;

it('closes an answered conversation after the silence, with a word to the customer, who begins a new one', async () => {
  const conversation = await floor.claimed('Ben');
  await floor.answers('Ben', conversation);
  expect(await floor.timers(conversation.id)).toEqual({ 'idle-customer': idle });
  await floor.passes(15, conversation);
  await floor.comes('idle-customer', conversation);
  expect(await floor.standing(conversation)).toBe('closed');
  expect(await floor.lastWord(conversation)).toContain('this chat is closed');
  expect(await floor.told(conversation)).toEqual(['conversation.closed: idle']);
  expect(await floor.timers(conversation.id)).toEqual({});
  const { conversationId } = await floor.writes(conversation);
  expect(conversationId).not.toBe(conversation.id);
});

it('has the customer asked how it was after the close, once, where the chatbot asks', async () => {
  await floor.query('update chatbot set asks_rating = true');
  const conversation = await floor.claimed('Ben');
  await floor.answers('Ben', conversation);
  await floor.passes(15, conversation);
  await floor.comes('idle-customer', conversation);
  const timers = await floor.query('select kind from timer where conversation_id = $1', [conversation.id]);
  expect(timers).toEqual([{ kind: 'rating' }]);
  await floor.comes('rating', conversation);
  const asked = await floor.query('select 1 from rating where conversation_id = $1', [conversation.id]);
  expect(asked).toHaveLength(1);
  await floor.query('update chatbot set asks_rating = false');
});

it('never closes while the last word is the customer’s', async () => {
  const unanswered = await floor.claimed('Ben');
  await floor.passes(600, unanswered);
  await floor.comes('idle-customer', unanswered);
  expect(await floor.standing(unanswered)).toBe('active: Ben');
  const asked = await floor.claimed('Ann');
  await floor.answers('Ann', asked);
  await floor.passes(600, asked);
  await floor.writes(asked);
  await floor.passes(600, asked);
  await floor.comes('idle-customer', asked);
  expect(await floor.standing(asked)).toBe('active: Ann');
  expect(await floor.timers(asked.id)).toEqual({ 'idle-customer': idle });
});

it('counts from the agent’s reply when that is the later one', async () => {
  const conversation = await floor.claimed('Ann');
  await floor.answers('Ann', conversation);
  await floor.passes(10, conversation);
  await floor.comes('idle-customer', conversation);
  expect(await floor.standing(conversation)).toBe('active: Ann');
  expect(await floor.timers(conversation.id)).toEqual({ 'idle-customer': 5 * 60 });
  await floor.answers('Ann', conversation);
  await floor.comes('idle-customer', conversation);
  expect(await floor.timers(conversation.id)).toEqual({ 'idle-customer': idle });
});

it('closes without a word where the channel takes none any more', async () => {
  const conversation = await floor.claimed('Ann');
  await floor.answers('Ann', conversation);
  await floor.query(
    "update conversation set open_until = now(), reply_until = now() + interval '6 days' where id = $1",
    [conversation.id],
  );
  await floor.passes(15, conversation);
  await floor.comes('idle-customer', conversation);
  expect(await floor.standing(conversation)).toBe('closed');
  expect(await floor.lastWord(conversation)).toBe('Here I am.');
});
