// Keeps the tree in ARCHITECTURE.md equal to the first line of every source file; `--check` only tells.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = join(root, 'ARCHITECTURE.md');
const [begin, end] = ['<!-- tree: made by `npm run architecture` -->', '<!-- /tree -->'];

const folders = ['src', 'widget', 'playground', 'scripts', 'bench'];
const isSource = (name) => /\.(ts|tsx|mjs|cjs|js)$/.test(name) && !name.endsWith('.d.ts');
const isLeftOut = (name) => ['node_modules', 'migrations', 'dist'].includes(name) || name.startsWith('.');

/** The first line of a source file without its comment signs; throws when it has none. */
function readCaption(file) {
  const [first = '', second = ''] = readFileSync(join(root, file), 'utf8').split('\n', 2);
  // Scripts that are run directly begin with how.
  const line = first.startsWith('#!') ? second : first;
  const caption = /^\/\/ (\S.*)$/.exec(line)?.[1];
  if (!caption) throw new Error(`${file} does not say in its first line what it is for`);
  return caption;
}

function listFolder(folder, depth) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  const kept = entries.filter((entry) => !isLeftOut(entry.name));
  const sorted = kept.sort((one, other) => (one.name < other.name ? -1 : 1));
  const indent = '  '.repeat(depth);
  const files = sorted
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => `${`${indent}${entry.name}`.padEnd(36)} ${readCaption(`${folder}/${entry.name}`)}`);
  const below = sorted
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const lines = listFolder(`${folder}/${entry.name}`, depth + 1);
      return lines.length === 0 ? [] : [`${indent}${entry.name}/`, ...lines];
    });
  return [...files, ...below];
}

function makeTree() {
  const parts = folders.map((folder) => [`${folder}/`, ...listFolder(folder, 1)]);
  return ['```', ...parts.filter((lines) => lines.length > 1).flat(), '```'].join('\n');
}

const text = readFileSync(path, 'utf8');
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || to < from) throw new Error('ARCHITECTURE.md has lost the markers around its tree');
const wanted = `${text.slice(0, from)}${begin}\n\n${makeTree()}\n\n${text.slice(to)}`;
if (wanted !== text && process.argv.includes('--check')) {
  const before = new Set(text.split('\n'));
  const news = wanted.split('\n').filter((line) => !before.has(line));
  console.error(
    `ARCHITECTURE.md is out of date; run npm run architecture. New or changed:\n${news.slice(0, 10).join('\n')}`,
  );
  process.exitCode = 1;
} else if (wanted !== text) {
  writeFileSync(path, wanted);
}
