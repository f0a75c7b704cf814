// Proves that a database of every earlier build, with conversations in it, comes up to date whole and goes on working.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../src/core/id.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { close } from '../../src/routing/verbs/close.js';
import { note } from '../../src/routing/verbs/note.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { readSnapshot } from '../../src/store/feed.js';
import { migrate } from '../../src/store/migrate.js';
import { createStore } from '../../src/store/store.js';
import { createVisitor, type VisitorRow } from '../../src/store/visitors.js';
import { expectSound, type Floor, openFloor } from '../routing/floor.js';
import { createTestDatabase } from '../support/postgres.js';

const migrations = fileURLToPath(new URL('../../src/store/migrations', import.meta.url));

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}
const journal = JSON.parse(await readFile(join(migrations, 'meta/_journal.json'), 'utf8')) as Journal;
const earlier = journal.entries.slice(0, -1).map(({ tag }, index) => ({ tag, count: index + 1 }));

type Query = Floor['query'];
type Rows = Readonly<Record<string, unknown>>[];

let today: Floor;
let visitors: readonly VisitorRow[];
let ids: { readonly [Key in 'answered' | 'waiting' | 'owned' | 'over']: ConversationId };
beforeAll(async () => {
  today = await openFloor();
  visitors = await Promise.all(
    ['a', 'b', 'c', 'd'].map((token) => createVisitor(today.store, today.door, token, {})),
  );
  const addressOf = (index: number) => visitors[index]?.address ?? '';
  const { conversationId: answered } = await today.say(addressOf(0));
  const waiting = await today.openPending(addressOf(1));
  const owned = await today.openPending(addressOf(2));
  const over = await today.openPending(addressOf(3));
  await today.setPresence('Kim', 'online');
  await today.setPresence('Ben', 'away');
  const [kim, ben] = [await today.agent('Kim'), await today.agent('Ben')];
  await claim(today.routing, { agent: kim, conversationId: owned.id });
  await today.say(addressOf(2));
  await note(today.routing, { agent: kim, conversationId: owned.id, text: 'Asked twice.', deskRef: null });
  await today.setPresence('Ben', 'online');
  await claim(today.routing, { agent: ben, conversationId: over.id });
  await close(today.routing, { agent: ben, conversationId: over.id });
  ids = { answered, waiting: waiting.id, owned: owned.id, over: over.id };
});
afterAll(() => today.close());

/** An empty database as the build with the first `count` migrations left it. */
async function openEarlier(count: number) {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'baton-migrations-'));
  await cp(migrations, folder, { recursive: true });
  const cut = { ...journal, entries: journal.entries.slice(0, count) };
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(cut));
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const named = { migrationsSchema: 'public', migrationsTable: 'migration' };
  await runMigrations(drizzle(pool), { migrationsFolder: folder, ...named });
  await rm(folder, { recursive: true });
  const query: Query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  return {
    url: database.url,
    query,
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

async function listTables(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by 1",
  );
  return rows.map(({ name }) => name);
}

async function listColumns(query: Query, table: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1",
    [table],
  );
  return rows.map(({ name }) => `"${name}"`);
}

/** The rows of a table in these columns. */
const readRows = (query: Query, table: string, columns: readonly string[]): Promise<Rows> =>
  query(`select ${columns.join(', ')} from "${table}"`);

const sorted = (rows: Rows): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Fills every table the earlier build had with what today's has, in the columns it had; resolves with these. */
async function fill(query: Query): Promise<ReadonlyMap<string, readonly string[]>> {
  const filled = new Map<string, readonly string[]>();
  // Whatever order they come in: their references are whole once all of them are there.
  await query("set session_replication_role = 'replica'");
  for (const table of await listTables(query)) {
    const columns = await listColumns(query, table);
    const [all] = await today.query<{ rows: string }>(
      `select coalesce(jsonb_agg(t), '[]')::text as rows from "${table}" t`,
    );
    await query(
      `insert into "${table}" (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [all?.rows],
    );
    filled.set(table, columns);
  }
  await query('set session_replication_role = default');
  return filled;
}

describe.each(earlier)('a database as of $tag', ({ count }) => {
  it('keeps every row, has what today’s needs, and goes on', async () => {
    const old = await openEarlier(count);
    const filled = await fill(old.query);
    await migrate(old.url);
    for (const [table, columns] of filled) {
      const [had, has] = [
        await readRows(today.query, table, columns),
        await readRows(old.query, table, columns),
      ];
      expect(sorted(has), table).toEqual(sorted(had));
    }
    await expectSound(old);
    await goOn(old.url);
    await expectSound(old);
    await old.close();
  });
});

/** What customers and agents would do next: read, write, be taken. */
async function goOn(url: string): Promise<void> {
  const store = createStore({ url });
  const routing = { ...today.routing, store };
  const { door } = today;
  const said = { channel: door, kind: 'text', markup: 'plain', attachmentIds: [], at: null } as const;
  for (const [index, id] of [ids.answered, ids.waiting, ids.owned].entries()) {
    const visitor = visitors[index] ?? { address: '', contactId: '' as never };
    const line = { ...said, address: visitor.address, externalId: `next-${index}`, text: 'Still there?' };
    expect((await receive(routing, line)).conversationId).toBe(id);
    const snapshot = await readSnapshot(store, door, visitor, 50);
    expect(snapshot?.messages.at(-1)?.text).toBe('Still there?');
  }
  const kim = await today.agent('Kim');
  await claim(routing, { agent: kim, conversationId: ids.waiting });
  await close(routing, { agent: kim, conversationId: ids.owned });
  await store.close();
}
