// Keeps a second live Baton away from a folder, and takes the lock over from one that died.
import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { isAlive, readStart } from './process-facts.js';

/** A held lock: `path` is its file; `release` is safe to call twice. */
export interface FolderLock {
  path: string;
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  start: string | undefined;
  takenAt: string;
}

/**
 * Takes the lock of `folder` for this process.
 *
 * Locks are numbered and the highest one counts. A dead holder's lock is not removed and made again, for between the two
 * another start could do the same and both would hold it; the next number is taken instead, which only one can do. For
 * the same reason a released lock stays behind, emptied, until its successor clears it away.
 * @throws EmbeddedError in one sentence when another live Baton holds it.
 */
export async function takeLock(folder: string): Promise<FolderLock> {
  const claim = join(folder, `postgres.claim.${randomUUID()}`);
  const start = await readStart(process.pid);
  const holder: Holder = { pid: process.pid, start, takenAt: new Date().toISOString() };
  await writeFile(claim, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (let round = 0; round < 100; round += 1) {
      const number = await tryNextNumber(folder, claim);
      if (number === undefined) continue;
      const path = nameLock(folder, number);
      return { path, release: () => writeFile(path, '') };
    }
  } finally {
    await rm(claim, { force: true });
  }
  throw new EmbeddedError(`Could not take the lock of ${folder}: others keep taking it.`);
}

async function tryNextNumber(folder: string, claim: string): Promise<number | undefined> {
  const highest = Math.max(0, ...(await listNumbers(folder)));
  if (highest > 0) await refuseIfHeld(folder, nameLock(folder, highest));
  const next = highest + 1;
  // A hard link appears with its whole content or not at all, so nobody ever reads a half-written lock.
  if (!(await tryLink(claim, nameLock(folder, next)))) return undefined;
  const numbers = await listNumbers(folder);
  if (Math.max(...numbers) > next) {
    await rm(nameLock(folder, next), { force: true });
    return undefined;
  }
  await Promise.all(
    numbers.filter((each) => each < next).map((each) => rm(nameLock(folder, each), { force: true })),
  );
  return next;
}

async function refuseIfHeld(folder: string, path: string): Promise<void> {
  const holder = parseHolder(await readFile(path, 'utf8').catch(() => ''));
  if (!holder || !(await isAlive(holder.pid)) || (await readStart(holder.pid)) !== holder.start) return;
  throw new EmbeddedError(
    `Another Baton (process ${holder.pid}, since ${holder.takenAt}) is already running on ${folder}: stop it first, or give this one another folder.`,
  );
}

async function listNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => /^postgres\.lock\.(\d+)$/.exec(name)?.[1] ?? []).map(Number);
}

function nameLock(folder: string, number: number): string {
  return join(folder, `postgres.lock.${number}`);
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

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value)) return undefined;
    if (typeof value.pid !== 'number' || !Number.isInteger(value.pid) || value.pid <= 0) return undefined;
    const start = 'start' in value && typeof value.start === 'string' ? value.start : undefined;
    const takenAt =
      'takenAt' in value && typeof value.takenAt === 'string' ? value.takenAt : 'an unknown time';
    return { pid: value.pid, start, takenAt };
  } catch {
    return undefined;
  }
}
