// The widget stays small: the page's script at most 2 KB, everything together at most 45 KB, zipped.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWidget } from '../support/build-widget.js';

let folder: string;
const sizes = new Map<string, number>();
const texts: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-widget-'));
  await buildWidget(folder);
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    sizes.set(name, gzipSync(bytes, { level: 9 }).length);
    texts.push(bytes.toString());
  }
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the built widget', () => {
  it('has a loader of at most 2 KB', () => {
    expect(sizes.get('widget.js')).toBeLessThanOrEqual(2048);
  });

  it('is at most 45 KB in all', () => {
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45 * 1024);
  });

  it('never writes markup from text', () => {
    for (const text of texts)
      expect(text).not.toMatch(/document\.write|insertAdjacentHTML|outerHTML\s*=|eval\(/);
  });
});
