// What the tests of the embedded database share: folders that go away, a query, and Batons in processes of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { stopPostmaster } from '../../src/embedded/postmaster.js';
import { readCommandLine } from '../../src/embedded/process-facts.js';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded.js';

/** A folder that the server's account can reach, removed when the test is over. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-embedded-'));
  await chmod(folder, 0o711);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a database in this process; it is stopped when the test is over. */
export async function startHere(
  folder: string,
  more: Partial<EmbeddedOptions> = {},
): Promise<EmbeddedPostgres> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const database = await startEmbeddedPostgres({ folder, log, ...more });
  onTestFinished(() => database.stop());
  return database;
}

/** The rows of one statement. */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What a Baton in its own process said, and its process. */
export interface Elsewhere {
  child: ChildProcess;
  said: { url?: string; pid?: number; adopted?: boolean; refused?: string };
  ended: Promise<number | null>;
}

/** Starts a database in a process (and process group) of its own, which is killed when the test is over. */
export async function startElsewhere(folder: string, ending = ''): Promise<Elsewhere> {
  const script = join(import.meta.dirname, 'run-embedded.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, ending], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)));
    child.once('exit', () => setImmediate(reject, new Error('The process ended without a word')));
  });
  const said: Elsewhere['said'] = JSON.parse(line);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    if (said.pid && (await readCommandLine(said.pid))?.includes(folder)) await stopPostmaster(said.pid);
  });
  return { child, said, ended };
}
