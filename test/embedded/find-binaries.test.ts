// Proves which PostgreSQL is chosen, and what is said when none fits.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseAccount } from '../../src/embedded/account.js';
import { findBundledPackage } from '../../src/embedded/bundled.js';
import { findBinaries } from '../../src/embedded/find-binaries.js';
import { makeFolder } from '../support/embedded-folder.js';

async function makePrograms(folder: string, programs: Record<string, string>): Promise<string> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  for (const [name, says] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  }
  return folder;
}

async function wish(more: { binFolder?: string; wantedMajor?: number } = {}) {
  const place = await makeFolder();
  return { place, account: await chooseAccount(join(place, 'postgres')), ...more };
}

describe('findBinaries', () => {
  it('takes the named folder first', async () => {
    const binFolder = await makePrograms(join(await makeFolder(), 'bin'), {
      postgres: 'postgres (PostgreSQL) 17.2',
      initdb: '',
    });
    expect(await findBinaries(await wish({ binFolder }))).toEqual({ folder: binFolder, major: 17 });
  });

  it('refuses a named folder that holds only a client', async () => {
    const binFolder = await makePrograms(join(await makeFolder(), 'bin'), { psql: '', initdb: '' });
    await expect(findBinaries(await wish({ binFolder }))).rejects.toThrow(
      `PG_BIN_DIR is ${binFolder}, which does not hold postgres and initdb.`,
    );
  });

  it('passes over a named folder whose server is too old or of another version than the data', async () => {
    const binFolder = await makePrograms(join(await makeFolder(), 'bin'), {
      postgres: 'postgres (PostgreSQL) 13.1',
      initdb: '',
    });
    expect((await findBinaries(await wish({ binFolder }))).folder).not.toBe(binFolder);
    const found = await findBinaries(await wish({ binFolder, wantedMajor: 18 }));
    expect(found.major).toBe(18);
  });

  it("finds npm's binaries for data they made, whatever else is installed", async () => {
    expect(findBundledPackage()).toBeDefined();
    expect((await findBinaries(await wish({ wantedMajor: 18 }))).major).toBe(18);
  });

  it('names the version it needs and the remedies', async () => {
    await expect(findBinaries(await wish({ wantedMajor: 9 }))).rejects.toThrow(
      /made by PostgreSQL 9, but only PostgreSQL .*: install version 9, name its folder in PG_BIN_DIR, or start with --fresh/,
    );
  });
});
