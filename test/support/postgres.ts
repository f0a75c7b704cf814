// Gives a test file a PostgreSQL database of its own, cloned from a template that was migrated once per run.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';

/** A database for one test file; `drop` removes it and whoever is still connected. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** What the template gets before it is cloned; `state` tells two migrations apart whose source text is the same. */
export interface Wanted {
  migrate?: (url: string) => Promise<void>;
  state?: string;
}

/** The run's server: the URL of its database `baton`, from an account that may do everything. */
async function askForServer(): Promise<string> {
  const answer = await fetch(`${inject('serversAt')}/postgres`);
  const url = await answer.text();
  if (!answer.ok) throw new Error(url);
  return url;
}

/** Clones a database whose template was brought up by `migrate`; without it, an empty one. */
export async function createTestDatabase(wanted: Wanted = {}): Promise<TestDatabase> {
  const server = await askForServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (client) => {
    const template = wanted.migrate ? await prepareTemplate(client, server, wanted) : 'template0';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: nameDatabase(server, name),
    drop: () =>
      withClient(
        server,
        async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      ),
  };
}

// Test files run in several processes: one builds the template under a lock, the others wait and find it.
async function prepareTemplate(client: pg.Client, server: string, wanted: Wanted): Promise<string> {
  const source = `${wanted.state ?? ''}|${String(wanted.migrate)}`;
  const template = `template_${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) await buildTemplate(client, server, template, wanted);
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  }
  return template;
}

async function buildTemplate(
  client: pg.Client,
  server: string,
  template: string,
  wanted: Wanted,
): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
  await wanted.migrate?.(nameDatabase(server, draft));
  // Its name is given last, so that a migration that failed leaves no template; connections close a moment after their end.
  for (let round = 1; ; round += 1) {
    try {
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
      return;
    } catch (error) {
      if (round >= 50) throw error;
      await sleep(20);
    }
  }
}

function nameDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
