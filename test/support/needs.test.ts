// Proves that a missing program skips its tests by name and reason, and fails them with CI=true.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from './needs.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

describe('needs', () => {
  let folder = '';
  beforeAll(async () => {
    const artifacts = join(root, 'artifacts');
    await mkdir(artifacts, { recursive: true });
    folder = await mkdtemp(join(artifacts, 'needs-'));
    await writeFile(join(folder, 'vitest.config.mjs'), 'export default {};\n');
    const probe = `
      import { expect } from 'vitest';
      import { needs } from '../../test/support/needs.js';
      for (const ci of [false, true]) {
        needs('redis', { path: '/nowhere', ci }).describe('a describe, CI ' + ci, () => {
          needs('redis', { path: '/nowhere', ci }).it('inner', () => expect(1).toBe(1));
        });
        needs('redis', { path: '/nowhere', ci }).it('an it, CI ' + ci, () => expect(1).toBe(1));
      }`;
    await writeFile(join(folder, 'probe.test.ts'), probe);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('reports the tests of a missing program as skipped with the reason, and as failed with CI=true', async () => {
    const report = join(folder, 'report.json');
    const words = ['vitest', 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`];
    await run('npx', words, { cwd: root }).catch(() => undefined);
    const { testResults } = JSON.parse(await readFile(report, 'utf8'));
    const results: { fullName: string; status: string }[] = testResults[0].assertionResults;
    const reason = '(skipped: redis-server is not on the PATH)';
    expect(results.map(({ fullName, status }) => [fullName.trim(), status])).toEqual([
      [`a describe, CI false ${reason} inner ${reason}`, 'skipped'],
      [`an it, CI false ${reason}`, 'skipped'],
      ['a describe, CI true', 'failed'],
      ['an it, CI true', 'failed'],
    ]);
  });

  it('finds a program on the PATH', () => {
    expect(findTool('redis', '/nowhere')).toBeUndefined();
    expect(findTool('chromium', '')).toBeUndefined();
  });
});
