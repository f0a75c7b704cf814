// Slack breaks off and answers errors for what it did: nothing is lost, doubled or misordered.

import { expect, it } from 'vitest';
import type { FaultRule } from '../../playground/slack/protocol.js';
import { expectThread } from '../support/ledger.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { takeOver } from '../support/scenes.js';

const troubles: readonly (readonly [string, FaultRule])[] = [
  ['an error after it was done (F13)', { kind: 'error_after', times: 1 }],
  ['a connection that breaks after it was done (F14)', { kind: 'drop_after', times: 1 }],
  ['a connection that breaks before (F14)', { kind: 'drop_before', times: 1 }],
  ['an error before anything was done', { kind: 'error_before', status: 503, times: 1 }],
  ['an answer that admits an error of its own', { kind: 'fatal_after', times: 1 }],
];

onBothEngines('trouble with Slack', {}, (house) => {
  it.for(troubles)('posts each line once and in order despite %s (B14)', async ([, fault]) => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    house().slack.faults.add({ ...fault, method: 'chat.postMessage' });
    const lines = Array.from({ length: 5 }, (_, index) => `line ${index + 1}`);
    for (const line of lines) await customer.say(line);
    await house().posted(thread, 'line 5');
    await house().settled();
    expect(house().slack.faults.list()).toEqual([]);
    expectThread(house(), thread, lines);
  });
});
