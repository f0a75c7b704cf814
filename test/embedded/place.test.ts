// Proves where data is placed: in the folder, or, for root's servant that can't get there, somewhere remembered.
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canReach } from '../../src/embedded/account.js';
import { choosePlace, prepareFolder } from '../../src/embedded/place.js';
import { ask, makeFolder, startHere } from '../support/embedded-folder.js';

const isRoot = process.getuid?.() === 0;

async function makeClosedFolder(): Promise<{ folder: string; roots: string[] }> {
  const top = await makeFolder();
  const folder = join(top, 'closed', '.baton');
  await mkdir(folder, { recursive: true });
  await chmod(join(top, 'closed'), 0o700);
  return { folder, roots: [join(top, 'closed', 'elsewhere'), join(top, 'elsewhere')] };
}

describe('choosePlace', () => {
  it('stays in a folder that can be reached', async () => {
    const folder = await makeFolder();
    const lines: string[] = [];
    const { place, data, account } = await choosePlace(folder, (line) => lines.push(line));
    expect({ place, data, lines }).toEqual({ place: folder, data: join(folder, 'postgres'), lines: [] });
    expect(account === undefined).toBe(!isRoot);
  });

  it("goes where root's servant can reach it, says where, and remembers", async () => {
    const { folder, roots } = await makeClosedFolder();
    const lines: string[] = [];
    const tell = (line: string) => lines.push(line);
    const first = await choosePlace(folder, tell, roots);
    const second = await choosePlace(folder, tell, roots);
    expect(second).toEqual(first);
    // Only root serves through another account; anyone else reaches its own folders.
    expect(dirname(first.place)).toBe(isRoot ? roots[1] : dirname(folder));
    expect(lines).toHaveLength(isRoot ? 2 : 0);
    expect(lines.every((line) => line.includes(first.place))).toBe(true);
    expect(await canReach(first.place, first.account)).toBe(true);
    if (!isRoot) return;
    expect(await readFile(join(folder, 'postgres.place'), 'utf8')).toBe(`${first.place}\n`);
    await rm(first.place, { recursive: true });
    expect((await choosePlace(folder, tell, roots)).place).not.toBe(first.place);
    expect(lines[2]).toContain('is gone');
  });

  it('never begins a second database while the first one is only out of reach', async () => {
    const { folder, roots } = await makeClosedFolder();
    await mkdir(join(folder, 'postgres'));
    const chosen = choosePlace(folder, () => undefined, roots);
    if (isRoot) await expect(chosen).rejects.toThrow(/cannot reach .*: open the folders above it/);
    else expect((await chosen).place).toBe(folder);
  });

  it('makes a folder that a strict umask would close to the server', async () => {
    const before = process.umask?.(0o077);
    const folder = join(await makeFolder(), '.baton');
    try {
      await prepareFolder(folder);
    } finally {
      process.umask?.(before ?? 0o022);
    }
    expect((await stat(folder)).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
    const database = await startHere(folder);
    expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
