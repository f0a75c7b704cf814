// Asks a PostgreSQL server whether it answers, and makes a database on it.
import pg from 'pg';

/** How a server answered: `unreachable` is nobody there, `refused` is a wrong password. */
export type ProbeAnswer = 'ready' | 'no-database' | 'refused' | 'starting' | 'unreachable';

const answersByCode: Record<string, ProbeAnswer> = {
  '3D000': 'no-database',
  '28P01': 'refused',
  '28000': 'refused',
  '57P03': 'starting',
};

/** Opens and closes one connection to `url`, giving up after `limitMs`; never throws. */
export async function probeDatabase(url: string, limitMs = 3_000): Promise<ProbeAnswer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return answersByCode[code] ?? 'unreachable';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Makes the database `name` through `url`, which names another database of the same server; one that exists is fine.
 * @throws the server's error.
 */
export async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error;
  } finally {
    await client.end();
  }
}
