// How fast `npm start` is ready, on a fresh folder and again, and what Baton costs at rest.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findEmbeddedDatabase } from '../src/embedded/find-database.js';
import { makeFolder } from './folder.js';
import { showTable } from './tables.js';

// From the build, where `npm run bench` runs this.
const root = fileURLToPath(new URL('../..', import.meta.url));
const port = 21_000 + (process.pid % 5_000);
/** By then PostgreSQL has counted the start's statements (up to 10 s late), and V8 has collected what starting left. */
const settleMs = 30_000;

async function startOnce(folder: string): Promise<{ child: ChildProcess; tookMs: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', String(port)], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, BATON_FOLDER: folder, LOG_LEVEL: 'error' },
  });
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { child, tookMs: performance.now() - startedAt };
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

/** CPU seconds and resident bytes of a process, from the kernel's own account. */
function readProcess(pid: number): { cpuSeconds: number; rssBytes: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, rssBytes: pages * 4096 };
}

/** What the database has committed or rolled back so far, by its own account; asking is one of them. */
async function countCommits(folder: string): Promise<number> {
  const found = await findEmbeddedDatabase(folder);
  if (found.kind !== 'running') throw new Error('the database does not run');
  const client = new pg.Client({ connectionString: found.url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(
    'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.count);
}

/** Prints the table. */
export async function measureStart(): Promise<void> {
  const folder = makeFolder('start');
  const fresh = await startOnce(folder);
  await stop(fresh.child);
  const again = await startOnce(folder);
  const pid = again.child.pid ?? 0;
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const statements = await countCommits(folder);
  const before = readProcess(pid);
  const idleSeconds = 10;
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000));
  const after = readProcess(pid);
  const perSecond = ((await countCommits(folder)) - statements) / idleSeconds;
  await stop(again.child);
  rmSync(folder, { recursive: true, force: true });
  showTable(
    'Start and rest',
    ['', ''],
    [
      ['fresh folder → ready', `${(fresh.tookMs / 1_000).toFixed(2)} s`],
      ['again → ready', `${(again.tookMs / 1_000).toFixed(2)} s`],
      ['CPU at rest', `${(((after.cpuSeconds - before.cpuSeconds) / idleSeconds) * 100).toFixed(1)} %`],
      ['transactions at rest', `${perSecond.toFixed(1)} /s`],
      ['resident at rest', `${(after.rssBytes / 1024 / 1024).toFixed(0)} MB`],
    ],
  );
}
