// Proves that declared prepared answers are applied idempotently, and that what people changed or added is kept.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import type { DeclaredCannedReply, DeclaredChatbot } from '../../src/core/declaration.js';
import { applyDeclaration } from '../../src/store/apply.js';
import { migrate } from '../../src/store/migrate.js';
import { createStore, newId, type Store } from '../../src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const hello = { name: 'Hello', text: 'Hello {{contact.name|there}}' };
const bye = { name: 'Bye', text: 'Good bye' };

function declare(canned: readonly DeclaredCannedReply[]): DeclaredChatbot {
  return {
    key: 'shop',
    name: 'Shop',
    pictureUrl: null,
    humanSupport: true,
    assistant: { kind: 'scripted' },
    desk: null,
    routing: defaultRouting,
    handOff: defaultHandOff,
    hours: null,
    categories: [],
    requiredToClose: [],
    asksRating: false,
    channels: [],
    canned,
  };
}

describe('declared prepared answers', () => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate });
    store = createStore({ url: database.url });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  beforeEach(async () => {
    await store.db.execute(sql`truncate canned_reply cascade`);
  });

  const apply = (canned: readonly DeclaredCannedReply[], overwrite = false) =>
    applyDeclaration(
      store,
      { organization: { key: 'acme', name: 'Acme' }, chatbots: [declare(canned)], agents: [] },
      { overwrite },
    );
  const live = async () =>
    (
      await store.db.execute<{ name: string; text: string }>(
        sql`select name, text from canned_reply where removed_at is null order by name`,
      )
    ).rows;
  const change = (set: ReturnType<typeof sql>, name: string) =>
    store.db.execute(sql`update canned_reply set ${set} where name = ${name}`);

  it('are there once, however often they are applied, and change with the declaration', async () => {
    expect((await apply([hello, bye])).created).toContain('canned reply shop/Hello');
    const again = await apply([hello, bye]);
    expect([again.created, again.unchanged]).toEqual([
      [],
      expect.arrayContaining(['canned reply shop/Hello', 'canned reply shop/Bye']),
    ]);
    const changed = await apply([{ name: 'hello', text: 'Hi' }]);
    expect(changed.changed).toEqual([
      { what: 'canned reply shop/hello', columns: ['name', 'text'] },
      { what: 'canned reply shop/Bye', columns: ['active'] },
    ]);
    expect(await live()).toEqual([{ name: 'hello', text: 'Hi' }]);
    await apply([hello, bye]);
    expect(await live()).toEqual([bye, hello]);
  });

  it('are kept as people changed, renamed or removed them, and reported, unless they are overwritten', async () => {
    await apply([hello, bye]);
    await change(sql`text = 'Ours'`, 'Hello');
    await change(sql`removed_at = now()`, 'Bye');
    const { kept } = await apply([{ ...hello, text: 'New' }, bye]);
    expect(kept.map(({ what, column }) => [what, column])).toEqual([
      ['canned reply shop/Hello', 'text'],
      ['canned reply shop/Bye', 'active'],
    ]);
    expect(await live()).toEqual([{ name: 'Hello', text: 'Ours' }]);
    await change(sql`name = 'Welcome'`, 'Hello');
    expect((await apply([hello, bye])).created).toEqual([]);
    expect(await live()).toEqual([{ name: 'Welcome', text: 'Ours' }]);
    await apply([hello, bye], true);
    expect(await live()).toEqual([bye, hello]);
  });

  it('leave those alone that people added or made theirs', async () => {
    await apply([hello, bye]);
    const [row] = (await store.db.execute(sql`select organization_id, chatbot_id from canned_reply`)).rows;
    await store.db.execute(
      sql`insert into canned_reply (organization_id, id, chatbot_id, name, text) values (${row?.organization_id}, ${newId()}, ${row?.chatbot_id}, 'Mine', 'Mine')`,
    );
    await change(sql`text = 'Theirs'`, 'Bye');
    const { kept } = await apply([]);
    expect(kept.map(({ what }) => what)).toEqual(['canned reply shop/Bye']);
    expect((await live()).map(({ name }) => name)).toEqual(['Bye', 'Mine']);
    expect((await apply([])).kept).toEqual([]);
  });
});
