// Asks the operating system whether a process lives, since when, and what it runs.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const onLinux = process.platform === 'linux';

/** True while `pid` names a process that still runs; a zombie nobody has reaped counts as ended. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (!onLinux) return true;
  return (await readStat(pid))?.[0] !== 'Z';
}

/** A text that stays the same for the life of a process and differs once its pid is reused; undefined when it is gone. */
export async function readStart(pid: number): Promise<string | undefined> {
  if (onLinux) return (await readStat(pid))?.[19];
  return askPs(pid, 'lstart=');
}

/** The command line of a process with single spaces between the words; undefined when it is gone. */
export async function readCommandLine(pid: number): Promise<string | undefined> {
  if (!onLinux) return askPs(pid, 'command=');
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
  } catch {
    return undefined;
  }
}

/** Waits until a process has ended; false when it still runs after `limitMs`. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (await isAlive(pid)) {
    if (Date.now() >= deadline) return false;
    await sleep(15);
  }
  return true;
}

// The name in the second field may itself hold spaces and brackets, so fields are counted from its last bracket:
// the first one left is the state, the twentieth the start in clock ticks since boot.
async function readStat(pid: number): Promise<string[] | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

async function askPs(pid: number, field: string): Promise<string | undefined> {
  try {
    return (await run('ps', ['-o', field, '-p', String(pid)])).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
