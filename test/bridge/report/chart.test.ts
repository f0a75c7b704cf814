// Pictures: letters of their own, opaque, small, described in words, and drawn beside everything else.

import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/bridge/commands/registry.js';
import { drawChart } from '../../../src/bridge/report/chart.js';
import { roundTicks } from '../../../src/bridge/report/chart-ground.js';
import { chartSpec } from '../../../src/bridge/report/chart-specs.js';
import { chartNames, describeChart } from '../../../src/bridge/report/describe.js';
import { createReportShelf } from '../../../src/bridge/report/shelf.js';
import { emptyFigures, noTimes, reportWith } from '../../support/report-facts.js';

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) => /@resvg[\\/]/u.test(path));

// First of all: whatever draws before it would hide what is loaded too early.
it('draws in a thread of its own: nothing that draws is ever loaded beside people’s lines', async () => {
  expect(commands.some(({ name }) => name === 'report')).toBe(true);
  createReportShelf({ store: {} as never, secret: 's', publicUrl: 'https://baton.example' });
  await drawChart('chats', reportWith());
  expect(loaded()).toEqual([]);
  // The look itself is worth something: what is loaded is seen.
  await import('@resvg/resvg-js');
  expect(loaded().length).toBeGreaterThan(0);
});

const width = (png: Buffer) => png.readUInt32BE(16);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

it('is not named by anything that is loaded with Baton', async () => {
  const folder = new URL('../../../src/', import.meta.url);
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.ts') && !one.endsWith('painting-thread.ts'))) {
    const text = await readFile(new URL(name, folder), 'utf8');
    expect(text, name).not.toMatch(/^(import|export) (?!type).*from '(vega|@resvg|.*painting-thread)/mu);
  }
});

describe('each picture', () => {
  const cases = chartNames.flatMap((name) => [
    [name, 'of a week', reportWith()] as const,
    [name, 'of a day', reportWith({}, 'today')] as const,
    [name, 'of a month', reportWith({}, '30d')] as const,
    [name, 'of nothing', reportWith(emptyFigures)] as const,
  ]);

  it.each(cases)(
    '%s %s is a PNG that a phone shows sharply, of at most 200 KB',
    async (name, _when, report) => {
      const png = await drawChart(name, report);
      expect(png.subarray(0, 4)).toEqual(signature);
      expect(width(png)).toBe(1_200);
      expect(png.length).toBeLessThanOrEqual(200 * 1024);
    },
  );

  it.each(cases)(
    '%s %s has a ground of its own, so that it reads the same on light and dark',
    (name, _when, report) => {
      expect(chartSpec(name, report).background).toBe('#ffffff');
    },
  );

  it.each(chartNames)('%s has letters where the machine has no fonts', async (name) => {
    const { Resvg } = await import('@resvg/resvg-js');
    const blank = new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="750"/>').render();
    // Letters make the difference: without them there is hardly more than a few rectangles.
    expect((await drawChart(name, reportWith())).length).toBeGreaterThan(blank.asPng().length * 6);
  });
});

describe('what a picture shows in words', () => {
  it('tells the main numbers', () => {
    expect(describeChart('chats', reportWith())).toBe(
      'Chats per day, by who resolved them, the last 7 days, Acme Support. 142 chats: 82 resolved by the assistant, 44 by people, 16 still open. The assistant resolved 62 % of those it settled or handed on. Most on 22 Nov.',
    );
    expect(describeChart('first-reply', reportWith())).toContain(
      'Of 47 first replies half came within 2 min, nine in ten within 7 min. Slowest:',
    );
    expect(describeChart('volumes', reportWith())).toContain(
      'Channels: Website 88, WhatsApp 41, Instagram 9, Messenger 4. Categories: no category 61, Shipping 39',
    );
  });

  it('says that there are none', () => {
    expect(describeChart('first-reply', reportWith({ firstReply: noTimes }))).toContain('No replies yet.');
    expect(describeChart('volumes', reportWith(emptyFigures))).toContain('Channels: none.');
  });
});

it.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [39, [0, 10, 20, 30, 40]],
  [101, [0, 50, 100, 150]],
])('lines up to %i are round', (highest, lines) => {
  expect(roundTicks(highest, [1, 2, 5, 10, 20, 25, 50])).toEqual(lines);
});
