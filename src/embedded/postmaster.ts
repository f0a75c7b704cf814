// One running PostgreSQL server: launched by us or found running, waited for, watched, and stopped.
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnAs } from './account.js';
import { EmbeddedError } from './embedded-error.js';
import type { Binaries } from './find-binaries.js';
import { serverEnvironment } from './initialise.js';
import type { Place } from './place.js';
import { isAlive, readCommandLine, waitForEnd } from './process-facts.js';
import { listArguments } from './settings.js';

const readyLimitMs = 60_000;
const logLimitBytes = 5_000_000;

/** A server process; `ended` resolves when it is gone. */
export interface Postmaster {
  pid: number;
  port: number;
  ended: Promise<void>;
}

/** What a launch needs; `settings` are extra server settings that win over our own. */
export interface Launch {
  place: Place;
  binaries: Binaries;
  port: number;
  settings: Readonly<Record<string, string>>;
}

/**
 * Starts the server and waits until it accepts connections.
 * @throws EmbeddedError with the server's own complaint.
 */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const { place, binaries } = launch;
  const logPath = `${place.data}.log`;
  const logStart = await trimLog(logPath);
  const log = await open(logPath, 'a', 0o600);
  // A group of its own: Ctrl-C reaches every process of a terminal's group, and the database must outlive Baton's last write.
  const child = spawn(join(binaries.folder, 'postgres'), ['-D', place.data, ...listArguments(launch)], {
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['ignore', log.fd, log.fd],
    ...spawnAs(place.account),
  });
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await log.close();
  if (child.pid === undefined)
    throw new EmbeddedError(`PostgreSQL could not be started: ${(await failed).message}`);
  child.unref();
  if (!(await waitUntilReady(place.data, child.pid, child))) {
    child.kill('SIGQUIT');
    throw new EmbeddedError(`PostgreSQL did not start: ${await readComplaint(logPath, logStart)}`);
  }
  return { pid: child.pid, port: launch.port, ended };
}

/** The server a crash of ours left running on this data, once it accepts connections; a dead one's traces are cleared. */
export async function findRunning(data: string): Promise<Postmaster | undefined> {
  const file = await readPidFile(data);
  if (!file) return undefined;
  if (!(await isPostmasterOf(file.pid, data))) {
    // PostgreSQL would take any process that has since been given this number for its predecessor, and refuse to start.
    await rm(join(data, 'postmaster.pid'), { force: true });
    return undefined;
  }
  if (file.status === 'stopping') {
    if (await waitForEnd(file.pid, 10_000)) return undefined;
    throw new EmbeddedError(
      `A PostgreSQL (process ${file.pid}) is still stopping on ${data}: try again in a moment.`,
    );
  }
  if (!(await waitUntilReady(data, file.pid))) return undefined;
  const port = (await readPidFile(data))?.port ?? file.port;
  return { pid: file.pid, port, ended: watchUntilEnd(file.pid) };
}

/** Stops a server as PostgreSQL wants it: fast, and after `patienceMs` at once (it then recovers at its next start). */
export async function stopPostmaster(pid: number, patienceMs = 10_000): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!signalProcess(pid, signal) || (await waitForEnd(pid, limitMs))) return;
  }
}

/** Sends a signal; false when there is no such process any more. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function waitUntilReady(data: string, pid: number, child?: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + readyLimitMs;
  while (Date.now() < deadline) {
    const file = await readPidFile(data);
    if (file?.pid === pid && file.status === 'ready') return true;
    if (child ? child.exitCode !== null || child.signalCode !== null : !(await isAlive(pid))) return false;
    await sleep(10);
  }
  return false;
}

async function watchUntilEnd(pid: number): Promise<void> {
  while (await isAlive(pid)) await sleep(500, undefined, { ref: false });
}

async function isPostmasterOf(pid: number, data: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  return (await readCommandLine(pid))?.includes(`-D ${data} `) ?? false;
}

// Its lines are: pid, data folder, start time, port, socket folder, address, shared memory key, status.
async function readPidFile(data: string): Promise<{ pid: number; port: number; status: string } | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0
    ? { pid, port: Number(lines[3]), status: lines[7] ?? '' }
    : undefined;
}

async function trimLog(path: string): Promise<number> {
  const bytes = await stat(path).then(
    (facts) => facts.size,
    () => 0,
  );
  if (bytes < logLimitBytes) return bytes;
  await rename(path, `${path}.1`);
  return 0;
}

async function readComplaint(path: string, from: number): Promise<string> {
  const said = (await readFile(path)).subarray(from).toString('utf8').split('\n');
  const telling =
    said.find((line) => /FATAL|PANIC|error while loading/.test(line)) ?? said.filter(Boolean).at(-1);
  return `${telling?.replace(/^.*?(FATAL|PANIC):\s*/, '').trim() ?? 'it said nothing'} (see ${path})`;
}
