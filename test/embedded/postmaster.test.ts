// Proves that a running server is told from the traces of a dead one, and that stopping gets ever firmer.
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRunning, stopPostmaster } from '../../src/embedded/postmaster.js';
import { isAlive, readStart, waitForEnd } from '../../src/embedded/process-facts.js';
import { makeFolder, startHere } from '../support/embedded-folder.js';

describe('findRunning', () => {
  it('finds a server by its data', async () => {
    const folder = await makeFolder();
    const database = await startHere(folder);
    const port = Number(new URL(database.url).port);
    expect(await findRunning(join(folder, 'postgres'))).toMatchObject({ pid: database.pid, port });
  });

  it('clears the traces of a dead server whose number another process has now', async () => {
    const data = await makeFolder();
    await writeFile(
      join(data, 'postmaster.pid'),
      `${process.pid}\n${data}\n1\n20000\n\n127.0.0.1\n1 1\nready\n`,
    );
    expect(await findRunning(data)).toBeUndefined();
    expect(await readdir(data)).toEqual([]);
  });

  it('finds nothing in a folder without one', async () => {
    expect(await findRunning('/nowhere')).toBeUndefined();
  });
});

describe('stopPostmaster', () => {
  it('ends even a process that will not listen', async () => {
    const deaf = spawn('/bin/sh', ['-c', 'trap "" INT; echo up; while :; do sleep 0.1; done'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => deaf.stdout.once('data', resolve));
    await stopPostmaster(Number(deaf.pid), 50);
    expect(await isAlive(Number(deaf.pid))).toBe(false);
  });
});

describe('process facts', () => {
  it('tell a live process from a dead one', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    const pid = Number(child.pid);
    expect(await readStart(pid)).toBe(await readStart(pid));
    expect(await waitForEnd(pid, 20)).toBe(false);
    child.kill('SIGKILL');
    expect(await waitForEnd(pid, 5_000)).toBe(true);
    expect(await readStart(2 ** 22 + 1)).toBeUndefined();
  });
});
