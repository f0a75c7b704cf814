// Proves that only folders with Baton's marker are read as its own or removed.
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataFolder, removeDataFolder, writeMarker } from '../../src/embedded/data-folder.js';
import { makeFolder } from '../support/embedded-folder.js';

const marker = { madeBy: 'baton', password: 'secret', port: 20_000 } as const;

async function makeData(files: Record<string, string>): Promise<string> {
  const data = join(await makeFolder(), 'postgres');
  await mkdir(data);
  for (const [name, text] of Object.entries(files)) await writeFile(join(data, name), text);
  return data;
}

describe('readDataFolder', () => {
  it('finds nothing where there is nothing', async () => {
    expect(await readDataFolder('/nowhere/postgres')).toEqual({ kind: 'none' });
    expect(await readDataFolder(await makeData({}))).toEqual({ kind: 'none' });
  });

  it('reads its own, whose marker only its owner can read', async () => {
    const data = await makeData({ PG_VERSION: '15\n' });
    await writeMarker(data, marker);
    expect(await readDataFolder(data)).toEqual({ kind: 'ours', major: 15, marker });
    expect((await stat(join(data, 'baton.json'))).mode & 0o777).toBe(0o600);
    await removeDataFolder(data);
    expect(await readDataFolder(data)).toEqual({ kind: 'none' });
  });

  it.each([
    ['a database of someone else', { PG_VERSION: '15\n' }],
    ['a folder of anything', { 'letter.txt': 'dear' }],
    ['a marker that is none', { PG_VERSION: '15\n', 'baton.json': '{"madeBy":"another","password":"x"}' }],
    ['a marker without a database', { 'baton.json': JSON.stringify(marker), 'letter.txt': 'dear' }],
  ])('neither reads nor removes %s', async (_name, files) => {
    const data = await makeData(files);
    await expect(readDataFolder(data)).rejects.toThrow(`${data} was not made by Baton: it is left alone.`);
    await expect(removeDataFolder(data)).rejects.toThrow('it is left alone');
    expect(await readdir(data)).toEqual(Object.keys(files).sort((a, b) => (a < b ? -1 : 1)));
  });

  it('says that a file stands where the folder should', async () => {
    const file = join(await makeData({ postgres: '' }), 'postgres');
    await expect(readDataFolder(file)).rejects.toThrow('cannot be read (ENOTDIR)');
  });
});
