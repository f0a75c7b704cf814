// Proves that npm's binaries run without their install script: links are made, in place or in a copy.
import { chmod, cp, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBundledPackage, linkLibraries, prepareBundled } from '../../src/embedded/bundled.js';
import { ask, makeFolder, startHere } from '../support/embedded-folder.js';

async function copyWithoutLinks(folder: string): Promise<string> {
  const original = findBundledPackage();
  if (!original) throw new Error('npm did not install PostgreSQL for this machine');
  const root = join(folder, 'package');
  await cp(original, root, { recursive: true, verbatimSymlinks: true });
  const libraries = join(root, 'native', 'lib');
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
  return root;
}

describe('prepareBundled', () => {
  it('makes the missing links in place, and a database starts from there', async () => {
    const folder = await makeFolder();
    const root = await copyWithoutLinks(folder);
    const database = await startHere(join(folder, '.baton'), { binFolder: join(root, 'native', 'bin') });
    expect(
      await ask(database.url, `SELECT current_setting('server_version_num')::int / 10000 AS major`),
    ).toEqual([{ major: 18 }]);
    expect(await ask(database.url, `SELECT lower('ÄÖ') AS low`)).toEqual([{ low: 'äö' }]);
    expect((await lstat(join(root, 'native', 'lib', 'libicuuc.so.60'))).isSymbolicLink()).toBe(true);
    await linkLibraries(root);
    await database.stop();
    const again = await startHere(join(folder, '.baton'));
    expect(await ask(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it("copies what the server's account can't reach or we can't write to, once", async () => {
    const folder = await makeFolder();
    const place = join(folder, 'place');
    await mkdir(join(folder, 'closed'));
    const root = await copyWithoutLinks(join(folder, 'closed'));
    // Closed to others for root's servant, read-only for anyone else.
    await chmod(join(folder, 'closed'), 0o700);
    await chmod(join(root, 'native', 'lib'), 0o500);
    await mkdir(place);
    await chmod(place, 0o755);
    const servant = process.getuid?.() === 0 ? { name: 'nobody', uid: 65_534, gid: 65_534 } : undefined;
    const bin = await prepareBundled(root, place, servant);
    expect(bin.startsWith(join(place, 'postgresql-18'))).toBe(true);
    expect((await stat(join(bin, '..', 'lib', 'libicuuc.so.60'))).size).toBeGreaterThan(0);
    const made = (await stat(bin)).ino;
    expect((await stat(await prepareBundled(root, place, servant))).ino).toBe(made);
    expect(await readdir(place)).toHaveLength(1);
    await chmod(join(root, 'native', 'lib'), 0o700);
  });
});
