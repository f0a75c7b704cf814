// `npm run picture`: takes the README's picture anew, by the test that drives the playground, and puts it into docs/.

import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const taken = join(root, 'artifacts', 'playground.png');
const shown = join(root, 'docs', 'playground.png');
const mostBytes = 400_000;

rmSync(taken, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const words = [
  vitest,
  'run',
  'test/browser/playground.test.ts',
  '--testNamePattern',
  'carries one conversation',
];
const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
const size = statSync(taken, { throwIfNoEntry: false })?.size ?? 0;
if (status !== 0 || size === 0) {
  console.error('The picture was not taken.');
  process.exit(1);
}
if (size > mostBytes) {
  console.error(`The picture has ${size} bytes; more than ${mostBytes} would make the README slow.`);
  process.exit(1);
}
copyFileSync(taken, shown);
console.log(`docs/playground.png: ${Math.round(size / 1000)} kB`);
