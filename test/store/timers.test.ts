// Proves that a timer is one of its kind, is taken by one at a time, and belongs to whoever took it last.

import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  clearTimers,
  finishTimer,
  setTimer,
  setTimers,
  takeDueTimers,
  wakeByCustomers,
} from '../../src/store/timers.js';
import { openTimerFloor, type TimerFloor } from '../routing/timer-floor.js';

let floor: TimerFloor;
beforeAll(async () => {
  floor = await openTimerFloor({});
});
afterAll(() => floor.close());

const take = () =>
  takeDueTimers(floor.store, { kinds: ['max-wait', 'agent-gone'], limit: 10, holdMs: 10_000 });
const open = async () => floor.scope((await floor.openPending()).id);

it('is set anew instead of twice, with several at once, and is taken back', async () => {
  const scope = await open();
  await floor.store.transaction(async (tx) => {
    await setTimer(tx, scope, 'max-wait', { inMs: 60_000 });
    await setTimers(tx, scope, [
      { kind: 'max-wait', due: { inMs: 120_000 } },
      { kind: 'idle-customer', due: { at: new Date(Date.now() + 600_000) } },
      { kind: 'agent-gone', due: 'customer-writes' },
    ]);
  });
  const timers = await floor.timers(scope.id);
  expect(timers).toMatchObject({ 'max-wait': 120, 'agent-gone': null });
  expect(Math.abs((timers['idle-customer'] ?? 0) - 600)).toBeLessThan(30);
  await floor.store.transaction((tx) => clearTimers(tx, scope, ['max-wait', 'idle-customer', 'agent-gone']));
  expect(await floor.timers(scope.id)).toEqual({});
});

it('that was taken by a second after the hold ran out is not the first’s any more', async () => {
  const scope = await open();
  await floor.store.transaction((tx) => setTimer(tx, scope, 'max-wait', { inMs: 0 }, { why: 'test' }));
  const [first] = await take();
  expect(first).toMatchObject({ kind: 'max-wait', attempts: 0, data: { why: 'test' } });
  expect(await take()).toEqual([]);
  await floor.query('update timer set due_at = now()');
  const [second] = await take();
  if (!first || !second) throw new Error('not due');
  const finish = (taken: typeof first) => floor.store.transaction((tx) => finishTimer(tx, taken));
  expect([await finish(first), await finish(second), await finish(second)]).toEqual([false, true, false]);
});

it('that was set anew while it was taken stays set', async () => {
  const scope = await open();
  await floor.store.transaction((tx) => setTimer(tx, scope, 'max-wait', { inMs: 0 }));
  const [taken] = await take();
  await floor.store.transaction((tx) => setTimer(tx, scope, 'max-wait', { inMs: 60_000 }));
  if (!taken) throw new Error('not due');
  expect(await floor.store.transaction((tx) => finishTimer(tx, taken))).toBe(false);
  expect(await floor.timers(scope.id)).toEqual({ 'max-wait': 60 });
});

it('that waits for the customer is due with their next line, whenever it was set', async () => {
  const scope = await open();
  await floor.store.transaction((tx) =>
    setTimer(tx, scope, 'agent-gone', 'customer-writes', { patient: true }),
  );
  await wakeByCustomers(floor.store);
  expect(await take()).toEqual([]);
  await floor.writes(scope);
  await wakeByCustomers(floor.store);
  expect(await take()).toMatchObject([{ kind: 'agent-gone', data: { patient: true } }]);
});
