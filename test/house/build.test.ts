// Proves that the build notices what is stale and only that.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './source-files.js';

const run = promisify(execFile);

describe('the build', () => {
  let folder = '';
  const build = async (...words: string[]) =>
    (await run(process.execPath, [join(folder, 'scripts', 'build.mjs'), ...words])).stdout
      .trim()
      .split('\n')
      .at(-1);

  beforeAll(async () => {
    await mkdir(join(root, 'artifacts'), { recursive: true });
    folder = await mkdtemp(join(root, 'artifacts', 'build-'));
    for (const path of ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs'])
      await cp(join(root, path), join(folder, path));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await mkdir(join(folder, 'src/store/migrations'), { recursive: true });
    await mkdir(join(folder, 'playground'), { recursive: true });
    await mkdir(join(folder, 'bench'), { recursive: true });
    await writeFile(join(folder, 'bench/run.ts'), "export { port } from '../src/main.js';\n");
    await writeFile(join(folder, 'src/main.ts'), 'export const port: number = 1;\n');
    await writeFile(join(folder, 'src/store/migrations/0000_house.sql'), 'select 1;\n');
    await writeFile(join(folder, 'playground/demo.yaml'), 'chatbots: []\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('makes what is missing, keeps the folders, and brings along what is not code', async () => {
    expect(await build('--if-stale')).toMatch(/^Built server in /);
    expect((await readdir(join(folder, 'dist'), { recursive: true })).sort()).toEqual(
      expect.arrayContaining([
        'playground/demo.yaml',
        'src/main.js',
        'src/main.js.map',
        'src/store/migrations/0000_house.sql',
      ]),
    );
    expect(await build('--if-stale')).toMatch(/^Nothing to build /);
  });

  it('builds again after a change, a loss, or a removal', async () => {
    await writeFile(join(folder, 'src/other.ts'), 'export const other = 2;\n');
    expect(await build('--if-stale')).toMatch(/^Built server /);
    await rm(join(folder, 'dist/src/main.js'));
    expect(await build('--if-stale')).toMatch(/^Built server /);
    await rm(join(folder, 'src/other.ts'));
    expect(await build('--if-stale')).toMatch(/^Built server /);
    expect(await readdir(join(folder, 'dist/src'))).not.toContain('other.js');
  });

  it('builds the benchmark beside what it measures, when it is asked for', async () => {
    expect(await readdir(join(folder, 'dist'))).not.toContain('bench');
    expect(await build('--if-stale', '--bench')).toMatch(/^Built bench in /);
    expect(await import(join(folder, 'dist/bench/run.js'))).toMatchObject({ port: 1 });
    expect(await build('--if-stale', '--bench')).toMatch(/^Nothing to build /);
  });

  it('says what is wrong, keeps the last good build, and tries again', async () => {
    await writeFile(join(folder, 'src/broken.ts'), 'export const = ;\n');
    await expect(build('--if-stale')).rejects.toThrow(/The build failed: /);
    expect(await readdir(join(folder, 'dist/src'))).toContain('main.js');
    await rm(join(folder, 'src/broken.ts'));
    expect(await build('--if-stale')).toMatch(/^(Built server|Nothing to build) /);
  });

  it('takes over the lock of a build that died', async () => {
    await writeFile(join(folder, 'dist/.lock'), '999999999');
    expect(await build()).toMatch(/^Built server /);
  });
});
