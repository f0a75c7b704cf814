// Teams breaks off and answers errors for what it did: nothing lost or misordered, and what may be there twice says so.

import { expect, it } from 'vitest';
import type { TeamsFaultRule } from '../../playground/teams/protocol.js';
import { eventually } from '../support/eventually.js';
import { expectThread } from '../support/ledger.js';
import { onTeams } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const harmless: readonly (readonly [string, TeamsFaultRule])[] = [
  ['a conflict with another change (412)', { kind: 'error_before', status: 412, times: 2 }],
  ['a request to slow down without a time (429)', { kind: 'rate_limited', times: 1 }],
  ['a refused token', { kind: 'error_before', status: 401, times: 1 }],
];
const doubtful: readonly (readonly [string, TeamsFaultRule])[] = [
  ['an error of the gateway after it was done (502, F13)', { kind: 'error_after', status: 502, times: 1 }],
  ['a connection that breaks after it was done (F14)', { kind: 'drop_after', times: 1 }],
];

onTeams('trouble with Teams', {}, (house) => {
  const say = async (
    customer: Awaited<ReturnType<typeof takeOver>>['customer'],
    lines: readonly string[],
  ) => {
    for (const line of lines) await customer.say(line);
  };
  const lines = Array.from({ length: 5 }, (_, index) => `line ${index + 1}`);

  it.for(harmless)(
    'posts each line once and in order despite %s (B14)',
    { timeout: 60_000 },
    async ([, fault]) => {
      const { customer, thread } = await takeOver(house());
      await house().settled();
      house().teams.befall(fault);
      await say(customer, lines);
      await house().posted(thread, 'line 5', 40_000);
      await house().settled();
      expectThread(house(), thread, lines);
    },
  );

  it.for(doubtful)(
    'posts a line again after %s and says so, in order and once otherwise (B14)',
    { timeout: 60_000 },
    async ([, fault]) => {
      const { customer, thread } = await takeOver(house());
      await house().settled();
      house().teams.befall(fault);
      await say(customer, lines);
      await house().posted(thread, 'line 5', 40_000);
      await house().settled();
      expectThread(house(), thread, lines);
      // Teams cannot be asked whether it was posted: rather twice, with a word about it, than not at all.
      const again = house()
        .thread(thread)
        .filter((post) => post.text.includes('Perhaps a repeat'));
      expect(again).toHaveLength(1);
      expect(again[0]?.text).toContain('line 1');
    },
  );

  it('shrinks what Teams finds too large, once, and says so', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    house().teams.befall({ kind: 'error_before', status: 413, times: 1 });
    await customer.say(`A long story. ${'word '.repeat(700)}`);
    await eventually('it stands there, shorter', () =>
      house()
        .thread(thread)
        .some((post) => post.text.startsWith('A long story.')),
    );
  });
});
