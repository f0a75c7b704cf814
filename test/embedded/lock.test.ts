// Proves that a folder has one holder at a time, and that a dead one's lock is no obstacle.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { takeLock } from '../../src/embedded/lock.js';
import { readStart } from '../../src/embedded/process-facts.js';
import { makeFolder } from '../support/embedded-folder.js';

async function leaveLock(content: string): Promise<string> {
  const folder = await makeFolder();
  await writeFile(join(folder, 'postgres.lock.6'), content);
  return folder;
}

describe('takeLock', () => {
  it('refuses while a live process holds it and gives it again once released', async () => {
    const folder = await makeFolder();
    const lock = await takeLock(folder);
    await expect(takeLock(folder)).rejects.toThrow(`Another Baton (process ${process.pid}, since `);
    await lock.release();
    const again = await takeLock(folder);
    await expect(takeLock(folder)).rejects.toThrow('Another Baton');
    expect(await readdir(folder)).toEqual(['postgres.lock.2']);
    await again.release();
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, start: '1' }],
    ['a process whose number another one has now', { pid: process.pid, start: '1' }],
  ])('takes over the lock of %s', async (_name, holder) => {
    const folder = await leaveLock(JSON.stringify(holder));
    const lock = await takeLock(folder);
    expect(JSON.parse(await readFile(lock.path, 'utf8'))).toMatchObject({
      pid: process.pid,
      start: await readStart(process.pid),
    });
    expect(await readdir(folder)).toEqual(['postgres.lock.7']);
  });

  it.each(['', '{', '[]', 'null', '{"pid":"x"}'])('takes over a lock that says %j', async (content) => {
    await (await takeLock(await leaveLock(content))).release();
  });

  it('gives a stale lock to one of many', async () => {
    for (let round = 0; round < 20; round += 1) {
      const folder = await leaveLock('{"pid":0}');
      const taken = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder)));
      expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('never has two holders while it is taken and released without pause', async () => {
    const folder = await makeFolder();
    let holders = 0;
    let most = 0;
    const take = async () => {
      const lock = await takeLock(folder).catch(() => undefined);
      if (!lock) return;
      holders += 1;
      most = Math.max(most, holders);
      await sleep(1);
      holders -= 1;
      await lock.release();
    };
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 50; round += 1) await take();
      }),
    );
    expect(most).toBe(1);
  });

  it('says so when the folder vanished', async () => {
    const folder = await makeFolder();
    await rm(folder, { recursive: true });
    await expect(takeLock(folder)).rejects.toThrow('ENOENT');
  });
});
