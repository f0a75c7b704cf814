// Proves that pretest is silent when all is there, names what will be skipped, and fails with CI=true.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'pretest.mjs');

async function pretest(programs: string[], ci: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'baton-path-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await Promise.all(programs.map((name) => writeFile(join(folder, name), '', { mode: 0o755 })));
  return new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, [script], { env: { PATH: folder, CI: String(ci) } }, (error, said) =>
      resolve({ code: error?.code ?? 0, said }),
    );
  });
}

it('says nothing when both programs are there', async () => {
  expect(await pretest(['redis-server', 'google-chrome'], true)).toEqual({ code: 0, said: '' });
});

it('says in one line what will be skipped where it may not install', async () => {
  expect(await pretest(['chromium'], false)).toEqual({
    code: 0,
    said: 'pretest: redis-server not found: tests on Redis will be skipped.\n',
  });
});

it('fails with CI=true', async () => {
  expect(await pretest([], true)).toEqual({
    code: 1,
    said: 'pretest: redis-server and chromium not found: with CI=true this is an error.\n',
  });
});
