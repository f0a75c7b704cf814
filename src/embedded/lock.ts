// Keeps a second live Baton away from a folder, and takes the lock over from one that died.
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { isAlive, readStart } from './process-facts.js';

/** A held lock: `path` is its file; `release` is safe to call twice. */
export interface FolderLock {
  path: string;
  release(): Promise<void>;
}

/**
 * Takes the lock of `folder` for this process.
 * @throws EmbeddedError in one sentence when another live Baton holds it.
 */
export async function takeLock(folder: string): Promise<FolderLock> {
  const path = join(folder, 'postgres.lock');
  const claim = join(folder, `postgres.lock.${process.pid}.${Date.now()}`);
  const start = await readStart(process.pid);
  const content = JSON.stringify({
    pid: process.pid,
    start,
    host: hostname(),
    takenAt: new Date().toISOString(),
  });
  await writeFile(claim, content, { mode: 0o600 });
  try {
    for (let round = 0; round < 5; round += 1) {
      // A hard link appears with its whole content or not at all, so nobody ever reads a half-written lock.
      if (await tryLink(claim, path)) return createLock(path, content);
      await clearStaleLock(folder, path, claim);
    }
  } finally {
    await rm(claim, { force: true });
  }
  throw new EmbeddedError(`Could not take the lock ${path}: others keep taking it.`);
}

function createLock(path: string, content: string): FolderLock {
  return {
    path,
    async release() {
      if ((await readIfThere(path)) === content) await rm(path, { force: true });
    },
  };
}

async function clearStaleLock(folder: string, path: string, claim: string): Promise<void> {
  const seen = await readIfThere(path);
  if (seen === undefined) return;
  const holder = parseHolder(seen);
  if (holder && (await isAlive(holder.pid)) && (await readStart(holder.pid)) === holder.start) {
    throw new EmbeddedError(
      `Another Baton (process ${holder.pid}, since ${holder.takenAt}) is already running on ${folder}: stop it first, or give this one another folder.`,
    );
  }
  const aside = `${claim}.stale`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  // Between reading and moving, another start may have replaced the stale lock with its own: that one goes back.
  if ((await readIfThere(aside)) !== seen) await tryLink(aside, path);
  await rm(aside, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function parseHolder(text: string): { pid: number; start: string | undefined; takenAt: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return undefined;
    const start = 'start' in value && typeof value.start === 'string' ? value.start : undefined;
    const takenAt =
      'takenAt' in value && typeof value.takenAt === 'string' ? value.takenAt : 'an unknown time';
    return { pid: value.pid, start, takenAt };
  } catch {
    return undefined;
  }
}
