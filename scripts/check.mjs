// `npm run check`: format and lint, types, import rules, unused code, ARCHITECTURE.md; all of them, then the verdict.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const projects = ['tsconfig.json', 'widget/tsconfig.json', 'playground/page/tsconfig.json'].filter(
  existsSync,
);

const checks = [
  { name: 'format and lint', words: ['biome', 'ci', '--colors=off'] },
  ...projects.map((path) => ({ name: `types of ${path}`, words: ['tsc', '--noEmit', '-p', path] })),
  {
    name: 'import rules',
    words: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'src',
      'playground',
      'widget',
    ].filter((word) => word !== 'widget' || existsSync(word)),
    // With a TypeScript it does not know the tool once inspected nothing and was content.
    verify: (output) =>
      Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) >= 50 || 'it inspected fewer than 50 modules',
  },
  { name: 'unused code', words: ['knip', '--no-progress'] },
];

function run(words) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    child.stderr.on('data', (bytes) => (output += bytes));
    child.on('close', (status) => resolve({ status, output }));
  });
}

function runScript(path, words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    child.stderr.on('data', (bytes) => (output += bytes));
    child.on('close', (status) => resolve({ status, output }));
  });
}

let failed = 0;
for (const { name, words, verify } of checks) {
  const { status, output } = await run(words);
  const verdict = status === 0 ? (verify?.(output) ?? true) : `ended with ${status}`;
  report(name, verdict, output);
}
const architecture = await runScript('scripts/architecture.mjs', ['--check']);
report('ARCHITECTURE.md', architecture.status === 0 || 'is out of date', architecture.output);
process.exitCode = failed === 0 ? 0 : 1;

function report(name, verdict, output) {
  console.log(`${verdict === true ? 'ok    ' : 'FAILED'} ${name}${verdict === true ? '' : `: ${verdict}`}`);
  if (verdict === true) return;
  failed += 1;
  console.log(output.trimEnd());
}
