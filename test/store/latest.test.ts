// Proves where visitors' latest conversations are said to be: each their own, by themselves and when all ask at once.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestStatement, readLatest } from '../../src/store/latest.js';
import type { Store } from '../../src/store/store.js';
import type { VisitorRow } from '../../src/store/visitors.js';
import { type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const latest = (visitor: VisitorRow, store: Store = floor.store) => readLatest(store, floor.door, visitor);

/** The store with its statements counted; the first `failing` of them fail. */
function count(failing = 0) {
  const run: { names: string[]; store: Store } = {
    names: [],
    store: {
      ...floor.store,
      run: (statement, values) => {
        run.names.push(statement.name);
        if (run.names.length <= failing) return Promise.reject(new Error('the connection broke'));
        return floor.store.run(statement, values);
      },
    },
  };
  return run;
}

describe('a visitor’s latest conversation', () => {
  it('is the one they have, then the one they had, then the next', async () => {
    const one = await floor.visit();
    expect(await latest(one)).toBeNull();
    const { conversationId } = await floor.say(one.address);
    expect(await latest(one)).toEqual({ conversationId, status: 'ai', sequence: 2 });
    await floor.say(one.address);
    expect(await latest(one)).toMatchObject({ conversationId, sequence: 3 });
    await floor.query("update conversation set status = 'closed' where id = $1", [conversationId]);
    expect(await latest(one)).toMatchObject({ conversationId, status: 'closed' });
    const next = await floor.say(one.address);
    expect(next.conversationId).not.toBe(conversationId);
    expect(await latest(one)).toMatchObject({ conversationId: next.conversationId, status: 'ai' });
  });

  it('is nobody else’s, and not another door’s', async () => {
    const [one, other] = [await floor.visit(), await floor.visit()];
    await floor.say(one.address);
    expect(await latest(other)).toBeNull();
    const elsewhere = { ...floor.door, id: floor.door.chatbotId as unknown as typeof floor.door.id };
    expect(await readLatest(floor.store, elsewhere, one)).toBeNull();
  });

  it('is told to many in few statements, each their own', async () => {
    const visitors = await Promise.all(Array.from({ length: 30 }, floor.visit));
    const mine = new Map<VisitorRow, string>();
    for (const [index, visitor] of visitors.entries())
      if (index % 3 > 0) mine.set(visitor, (await floor.say(visitor.address)).conversationId);
    const run = count();
    const told = await Promise.all(visitors.map((visitor) => latest(visitor, run.store)));
    expect(told.map((one) => one?.conversationId)).toEqual(visitors.map((visitor) => mine.get(visitor)));
    expect(run.names).toEqual([latestStatement.name, latestStatement.name]);
  });

  it('is not taken for nothing when a shared question fails: each asks alone', async () => {
    const [one, other] = [await floor.visit(), await floor.visit()];
    const { conversationId } = await floor.say(one.address);
    const run = count(1);
    expect(await Promise.all([latest(one, run.store), latest(other, run.store)])).toMatchObject([
      { conversationId },
      null,
    ]);
    await expect(latest(one, count(2).store)).rejects.toThrow('the connection broke');
  });
});
