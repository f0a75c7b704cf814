// The order in which a conversation's requests are heard, whatever each takes to be verified.

import { describe, expect, it } from 'vitest';
import { createArrivals } from '../../../src/bridge/teams/arrivals.js';

const settledSoon = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    work.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20)),
  ]);

describe('the arrivals of a conversation', () => {
  it('has each wait for all before it, also for those in front of one that was refused', async () => {
    const arrive = createArrivals();
    const [first, refused, last] = [arrive('x'), arrive('x'), arrive('x')];
    refused.leave();
    expect(await settledSoon(last.whenNext)).toBe(false);
    first.leave();
    await last.whenNext;
  });

  it('holds up no other conversation, and nobody once it is empty', async () => {
    const arrive = createArrivals();
    const first = arrive('x');
    await arrive('y').whenNext;
    first.leave();
    await arrive('x').whenNext;
  });

  it('does not wait for ever for one that never ends', async () => {
    const arrive = createArrivals(30);
    arrive('x');
    await arrive('x').whenNext;
  });
});
