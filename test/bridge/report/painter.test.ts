// Proves that a picture that can't be drawn costs itself alone, and that the thread which draws comes and goes.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPainter } from '../../../src/bridge/report/painter.js';
import { eventually } from '../../support/eventually.js';

const order = (word: string) => ({ spec: { description: word }, font: 'DejaVu Sans', pixelWidth: 100 });
/** Does what the picture's description says. */
const misbehaving = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ spec }) => {
    if (spec.description === 'die') process.exit(3);
    if (spec.description === 'break') setTimeout(() => { throw new Error('broken'); });
    if (spec.description === 'refuse') parentPort.postMessage({ error: 'no such scale' });
    if (spec.description === 'draw') parentPort.postMessage({ png: new Uint8Array([1]) });
  });`;

let folder: string;
let file: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-test-painter-'));
  const path = join(folder, 'thread.mjs');
  await writeFile(path, misbehaving);
  file = pathToFileURL(path);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['ends', 'die', /ended with 3/u],
  ['breaks', 'break', /broken/u],
  ['cannot draw it', 'refuse', /no such scale/u],
  ['never answers', 'sleep', /longer than 4000 ms/u],
] as const)('a thread that %s fails that picture; the next is drawn', async (_what, word, why) => {
  const painter = createPainter({ file, ...(word === 'sleep' ? { limitMs: 4_000 } : {}) });
  const [bad, good] = await Promise.allSettled([painter.paint(order(word)), painter.paint(order('draw'))]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(why) } });
  expect(good).toEqual({ status: 'fulfilled', value: Buffer.from([1]) });
});

it('begins the thread with the first picture and ends it when nobody asks for another', async () => {
  const painter = createPainter({ file, idleMs: 50 });
  expect(painter.isAwake()).toBe(false);
  await painter.paint(order('draw'));
  expect(painter.isAwake()).toBe(true);
  await eventually('the thread is gone', () => !painter.isAwake());
  expect(await painter.paint(order('draw'))).toEqual(Buffer.from([1]));
});
