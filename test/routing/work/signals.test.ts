// Proves that wake-ups reach watchers in this process at once, and those of other processes over Redis.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSignals, type Signal, type Signals } from '../../../src/routing/work/signals.js';
import { eventually } from '../../support/eventually.js';
import { needs } from '../../support/needs.js';
import { startTestRedis } from '../../support/redis.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };

it('wakes those who watch the key, until they stop', async () => {
  const signals = createSignals(null, log);
  const heard: string[] = [];
  const stop = signals.subscribe('a', (signal) => void heard.push(`one ${signal.kind}`));
  signals.subscribe('a', (signal) => void heard.push(`two ${signal.kind}`));
  signals.subscribe('b', () => void heard.push('wrong'));
  signals.publish('a', { kind: 'feed' });
  stop();
  signals.publish('a', { kind: 'typing', name: 'Kim' });
  await signals.close();
  signals.publish('a', { kind: 'feed' });
  expect(heard).toEqual(['one feed', 'two feed', 'two typing']);
});

needs('redis').describe('over Redis', () => {
  let redis: Awaited<ReturnType<typeof startTestRedis>>;
  const opened: Signals[] = [];
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await redis.stop();
  });

  it('wakes watchers of other processes, and one’s own only once', async () => {
    const [here, there] = [createSignals(redis.url, log), createSignals(redis.url, log)];
    opened.push(here, there);
    const heard: Signal[] = [];
    const own: Signal[] = [];
    there.subscribe('a', (signal) => void heard.push(signal));
    here.subscribe('a', (signal) => void own.push(signal));
    let told = 0;
    await eventually('the other process hears', () => {
      here.publish('a', { kind: 'typing', name: `Kim ${told}` });
      told += 1;
      return heard.length > 0;
    });
    expect(own).toHaveLength(told);
    expect(heard[0]).toMatchObject({ kind: 'typing' });
  });
});

it('goes on without Redis when it cannot be reached', async () => {
  const signals = createSignals('redis://127.0.0.1:1', log);
  const heard: Signal[] = [];
  signals.subscribe('a', (signal) => void heard.push(signal));
  signals.publish('a', { kind: 'feed' });
  expect(heard).toEqual([{ kind: 'feed' }]);
  await signals.close();
});
