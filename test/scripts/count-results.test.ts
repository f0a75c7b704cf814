// Proves the last line of a CI run: what is counted, and that nothing failed passes for success.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'count-results.mjs');
const test = (status: string) => ({ status, fullName: `a ${status} test` });
const good = { numPassedTests: 2, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

async function count(report: object | undefined, testsStatus: number, checkStatus: number) {
  const folder = await mkdtemp(join(tmpdir(), 'baton-count-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'report.json');
  if (report) await writeFile(path, JSON.stringify(report));
  return new Promise<{ code: unknown; last: string | undefined; said: string }>((resolve) => {
    execFile(process.execPath, [script, path, String(testsStatus), String(checkStatus)], (error, said) =>
      resolve({ code: error?.code ?? 0, last: said.trim().split('\n').at(-1), said }),
    );
  });
}

it.each([
  ['all is well', good, 0, 0, '3 passed, 0 failed', 0],
  ['the checks fail', good, 0, 1, '2 passed, 1 failed', 1],
  ['a test fails', { ...good, numFailedTests: 1 }, 1, 0, '3 passed, 1 failed', 1],
  ['a test is left out', { ...good, numPendingTests: 1 }, 0, 0, '3 passed, 1 failed', 1],
  ['the tests pass but their run fails', good, 1, 0, '3 passed, 1 failed', 1],
  ['the tests crash before a report', undefined, 1, 0, '1 passed, 1 failed', 1],
  ['the tests end well without a report', undefined, 0, 0, '1 passed, 1 failed', 1],
])('ends with one line when %s', async (_name, report, testsStatus, checkStatus, line, code) => {
  expect(await count(report, testsStatus, checkStatus)).toMatchObject({ last: line, code });
});

it('names what did not pass and counts a file that could not be loaded', async () => {
  const testResults = [
    { name: 'broken.test.ts', status: 'failed', message: 'Cannot find it\n at …', assertionResults: [] },
    { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [test('failed'), test('passed')] },
  ];
  const { said, last } = await count({ ...good, numPassedTests: 1, numFailedTests: 1, testResults }, 1, 0);
  expect(said).toContain('failed: broken.test.ts: Cannot find it\n');
  expect(said).toContain('failed: a.test.ts > a failed test\n');
  expect(last).toBe('2 passed, 2 failed');
});
