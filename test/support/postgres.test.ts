// Proves that test databases are separate clones of a template that is migrated once.
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './postgres.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('clones what migrate made, runs it once, and keeps clones apart', async () => {
    let migrations = 0;
    const migrate = async (url: string) => {
      migrations += 1;
      await ask(url, 'CREATE TABLE notes (body text)');
    };
    const [one, other] = await Promise.all([
      createTestDatabase({ migrate }),
      createTestDatabase({ migrate }),
    ]);
    await ask(one.url, `INSERT INTO notes VALUES ('mine')`);
    expect(await ask(one.url, 'SELECT body FROM notes')).toEqual([{ body: 'mine' }]);
    expect(await ask(other.url, 'SELECT body FROM notes')).toEqual([]);
    expect(migrations).toBe(1);
    await Promise.all([one.drop(), other.drop()]);
    await expect(ask(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  it('tries a migration that failed again', async () => {
    let tries = 0;
    const migrate = async (url: string) => {
      tries += 1;
      if (tries === 1) throw new Error('no luck');
      await ask(url, 'CREATE TABLE luck ()');
    };
    await expect(createTestDatabase({ migrate, state: 'luck' })).rejects.toThrow('no luck');
    const database = await createTestDatabase({ migrate, state: 'luck' });
    expect(await ask(database.url, 'SELECT * FROM luck')).toEqual([]);
    await database.drop();
  });
});
