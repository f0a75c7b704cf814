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
