// The store's connections: one that breaks in the middle of a transaction fails its work and nothing else.

import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.js';
import { startCutProxy } from '../support/cut-proxy.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/postgres.js';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startStore(maxConnections?: number) {
  const database = await createTestDatabase({ migrate: async () => undefined });
  endings.push(() => database.drop());
  const wire = await startCutProxy(database.url);
  endings.push(() => wire.close());
  const store = createStore({ url: wire.url, ...(maxConnections ? { maxConnections } : {}) });
  endings.push(() => store.close());
  return { wire, store };
}

it('survives a connection that breaks between two statements of a transaction, and goes on with another', async () => {
  const { wire, store } = await startStore();
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('uncaughtExceptionMonitor', hear);
  endings.push(async () => process.off('uncaughtExceptionMonitor', hear));

  const work = store.transaction(async (tx) => {
    await tx.db.execute(sql`select 1`);
    wire.cut();
    await eventually('the break was noticed', async () => !(await store.ping()));
    await tx.db.execute(sql`select 2`);
  });
  await expect(work).rejects.toThrow();
  expect(unheard).toEqual([]);
  wire.mend();
  await eventually('the store answers again', () => store.ping());
});

it('gets a connection back that breaks before its transaction has begun', async () => {
  const { wire, store } = await startStore(1);
  for (let times = 0; times < 3; times += 1) {
    await eventually('the store answers', () => store.ping());
    wire.cut();
    await expect(store.transaction((tx) => tx.db.execute(sql`select 1`))).rejects.toThrow();
    wire.mend();
  }
  await eventually('the only connection is there again', () => store.ping());
});

it('fails the statements that were sent together when the first of them fails, and keeps the connection', async () => {
  const { store } = await startStore(1);
  const slow = { name: 'slow', text: 'select pg_sleep(30), pg_backend_pid() + $1::int * 0 as pid' };
  const next = { name: 'next', text: 'select $1::int as value' };
  const outcomes: unknown[] = [];
  const work = store.transaction(async (tx) => {
    const [{ pid } = { pid: 0 }] = await tx.run<{ pid: number }>(
      { name: 'who', text: 'select pg_backend_pid() as pid' },
      [],
    );
    const together = [tx.run(slow, [1]), tx.run(next, [2])];
    const settled = Promise.allSettled(together);
    await eventually('the first is at work', () =>
      store
        .aside<{ count: number }>(
          {
            name: 'cancel',
            text: `select count(*) filter (where pg_cancel_backend(pid))::int as count from pg_stat_activity where pid = $1 and state = 'active'`,
          },
          [pid],
        )
        .then(([row]) => (row?.count ?? 0) > 0),
    );
    outcomes.push(...(await settled));
    await Promise.all(together);
  });
  await expect(work).rejects.toMatchObject({ code: '57014' });
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { code: '57014' } },
    { status: 'rejected', reason: { code: '25P02' } },
  ]);
  expect(await store.run(next, [3])).toEqual([{ value: 3 }]);
});
