// `npm run check`: format and lint, types, import rules, unused code, ARCHITECTURE.md; all of them, two at a time.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const programs = join('node_modules', '.bin');
const folders = ['src', 'playground', 'widget'].filter(existsSync);
const projects = ['tsconfig.json', 'widget/tsconfig.json', 'playground/page/tsconfig.json'].filter(
  existsSync,
);

const checks = [
  ...projects.map((path) => ({
    name: `types of ${path}`,
    words: [join(programs, 'tsc'), '--noEmit', '-p', path],
  })),
  {
    name: 'import rules',
    words: [
      join(programs, 'depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      ...folders,
    ],
    // With a TypeScript it did not know, the tool once inspected nothing and was content.
    judge: (output) =>
      Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) >= 50 ? '' : 'it inspected fewer than 50 modules',
  },
  { name: 'unused code', words: [join(programs, 'knip'), '--no-progress'] },
  { name: 'format and lint', words: [join(programs, 'biome'), 'ci', '--colors=off'] },
  { name: 'ARCHITECTURE.md', words: [process.execPath, 'scripts/architecture.mjs', '--check'] },
];

function run([program, ...words]) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (bytes) => {
      output += bytes;
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ status: error.message, output }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

let failed = 0;
async function runNext(waiting) {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { status, output } = await run(check.words);
    const wrong = status === 0 ? (check.judge?.(output) ?? '') : `ended with ${status}`;
    console.log(
      wrong === '' ? `ok      ${check.name}` : `FAILED  ${check.name}: ${wrong}\n${output.trimEnd()}`,
    );
    if (wrong !== '') failed += 1;
  }
}

const waiting = [...checks];
await Promise.all([runNext(waiting), runNext(waiting)]);
process.exitCode = failed === 0 ? 0 : 1;
