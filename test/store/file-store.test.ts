// Proves that files come back as they were, for their owner alone, and that no key leads out of the folder.

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFileStore } from '../../src/store/file-store.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keeps bytes under a name of its own that only our account may read', async () => {
  const files = createFileStore(join(folder, 'files'));
  const bytes = Buffer.from([0, 1, 2, 255]);
  const [one, two] = [await files.put(bytes), await files.put(bytes)];
  expect(one).not.toBe(two);
  expect(await files.get(one)).toEqual(bytes);
  expect((await stat(join(folder, 'files', one))).mode & 0o077).toBe(0);
});

it('reads nothing but its own keys', async () => {
  const files = createFileStore(join(folder, 'files'));
  await writeFile(join(folder, 'secret'), 'secret');
  for (const key of [
    '../secret',
    '/etc/hostname',
    '',
    '.',
    'ab/../../secret',
    'ab/00000000-0000-0000-0000-000000000000',
  ])
    await expect(files.get(key), key).rejects.toThrow();
});
