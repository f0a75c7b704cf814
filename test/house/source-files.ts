// Lists the house's own source files for the tests that keep its habits.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Paths from the root of every file under the folders whose name fits. */
export function listFiles(folders: readonly string[], fits: RegExp): string[] {
  return folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && fits.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .filter((path) => !path.includes('node_modules') && !path.includes('/migrations/'));
    } catch {
      return [];
    }
  });
}

/** The text of a file, by its path from the root. */
export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every source file of the house, with its tests. */
export const sourceFiles = listFiles(
  ['src', 'widget', 'playground', 'scripts', 'bench', 'test'],
  /\.(ts|tsx|mjs|cjs)$/,
).filter((path) => !path.startsWith('test/fixtures/'));
