// Brings a database to the schema this build needs, under a lock so that several processes may start at once.

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any constant of our own: whoever migrates this database takes it first. */
const lockKey = 720_261_122;

/** Applies the migrations that are missing; forward only. Throws when the database cannot be reached. */
export async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await runMigrations(drizzle(client), {
      migrationsFolder: folder,
      migrationsSchema: 'public',
      migrationsTable: 'migration',
    });
  } finally {
    await client.end();
  }
}
