// A Baton in a process of its own, which a test may kill as a crash would.

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface BatonProcess {
  readonly pid: number;
  readonly url: string;
  /** Ends it without a word: nothing is finished, nothing is given back. */
  kill(): Promise<void>;
  /** Asks it to stop in good order; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** All it printed. */
  output(): string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts `baton start` from the sources with these variables and waits until it is ready. */
export async function startBatonProcess(env: Readonly<Record<string, string>>): Promise<BatonProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'start'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let printed = '';
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  await isReady(child, ended, (chunk) => {
    printed += chunk;
    return printed;
  });
  return {
    pid: child.pid ?? 0,
    url: /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '',
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    output: () => printed,
  };
}

function isReady(
  child: ChildProcess,
  ended: Promise<unknown>,
  take: (chunk: string) => string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      if (take(String(chunk)).includes('Baton is ready')) resolve();
    });
    void ended.then(() => reject(new Error(`Baton ended before it was ready: ${take('')}`)));
  });
}
