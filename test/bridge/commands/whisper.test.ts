// Whispers: to the owner alone, by the nearest way that reaches them, and never thought heard when nothing did (B12).

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/bridge/desk.js';
import { createDesks } from '../../../src/bridge/registry.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { Failure } from '../../../src/core/errors.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { readCard } from '../../support/card-facts.js';

let test: TestHouse;
let reference = 0;
beforeAll(async () => {
  test = await openHouse();
  const { id } = await test.openPending();
  ({ reference } = await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id }));
});
afterAll(() => test.close());
beforeEach(() => {
  test.recorded.whispers.length = 0;
  test.recorded.directs.length = 0;
});

const fails = () => Promise.reject(new Failure('They are gone.', { class: 'recipient', code: 'gone' }));

/** Sue whispers to whoever has it, on a desk that is different in this. */
async function whisper(change: Partial<Desk> = {}, person = 'sue'): Promise<string> {
  const [desk] = test.house.desks.all;
  if (!desk) throw new Error('no desk');
  const { invocation, answers } = ask(person, 'whisper', { args: `#${reference} Offer a refund` });
  await runInvocation({ ...test.house, desks: createDesks([{ ...desk, ...change }]) }, invocation);
  return answers.cards.map(readCard).join('\n');
}
const shown = () => ({
  whispers: test.recorded.whispers.map(({ user }) => user),
  directs: test.recorded.directs.map(({ user }) => user),
});

describe('a whisper (B12)', () => {
  it('is shown in the thread to its owner’s eyes alone', async () => {
    expect(await whisper()).toContain('Only Ann sees it');
    expect(shown()).toEqual({ whispers: ['U0ANN'], directs: [] });
    expect(readCard(test.recorded.whispers[0]?.card ?? { fallback: '', parts: [] })).toContain(
      'Offer a refund',
    );
    expect(test.recorded.posts).toEqual([]);
  });

  it('goes to them directly where the thread cannot show it', async () => {
    expect(await whisper({ whisper: fails })).toContain('Only Ann sees it');
    expect(shown()).toEqual({ whispers: [], directs: ['U0ANN'] });
  });

  it('that reached nobody is told as such, with a word of it nowhere', async () => {
    const told = await whisper({ whisper: fails, direct: fails });
    expect(told).toContain('Ann could not be reached; nothing was shown to them.');
    expect(shown()).toEqual({ whispers: [], directs: [] });
    expect(test.recorded.posts).toEqual([]);
    expect(test.recorded.logged.join()).not.toContain('refund');
  });
});
