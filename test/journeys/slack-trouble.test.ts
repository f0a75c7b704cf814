// Slack refuses, breaks off, answers errors for what it did, and goes away: nothing is lost, doubled or misordered.

import { expect, it } from 'vitest';
import type { FaultRule } from '../../playground/slack/protocol.js';
import { eventually } from '../support/eventually.js';
import { expectThread } from '../support/ledger.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { isMarked, takeOver } from '../support/scenes.js';

const troubles: readonly (readonly [string, FaultRule])[] = [
  ['an error after it was done (F13)', { kind: 'error_after', times: 2 }],
  ['a connection that breaks after it was done (F14)', { kind: 'drop_after', times: 2 }],
  ['a connection that breaks before (F14)', { kind: 'drop_before', times: 2 }],
  ['an error before anything was done', { kind: 'error_before', status: 503, times: 2 }],
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

  it('drains the backlog in order when Slack is back, and one that waits holds up no customer (A28)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await agent.types(thread, 'Typed before it went away.');
    await customer.sees('Typed before it went away.');
    const down = house().slack.faults.add({ kind: 'down' });
    const lines = Array.from({ length: 4 }, (_, index) => `while away ${index + 1}`);
    for (const line of lines) await customer.say(line);
    // Customers of the assistant notice nothing.
    const other = await house().customer();
    await other.say('Is anybody there?');
    await other.listen();
    await other.sees('You said: Is anybody there?');
    house().slack.faults.remove(down);
    await house().posted(thread, 'while away 4');
    await house().settled();
    expectThread(house(), thread, lines);
  });

  it('keeps the marks true when reactions fail for a while', async () => {
    const { customer, agent, thread } = await takeOver(house());
    house().slack.faults.add({ kind: 'error_before', method: 'reactions.', times: 2 });
    const line = await agent.types(thread, 'Marked late.');
    await customer.sees('Marked late.');
    await isMarked(house(), line, 'white_check_mark');
  });

  it('waits out an archived channel and goes on when it is repaired (A28)', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    const channel = house().slack.world.channels.get('C0SUPPORT');
    if (!channel) throw new Error('no channel');
    house().slack.world.setArchived(channel, true);
    await customer.say('said to an archive');
    await eventually('an attempt was refused', async () => {
      const rows = await house().query(
        `select 1 from delivery where lane = 'thread' and error ->> 'code' = 'is_archived'`,
      );
      return rows.length > 0;
    });
    house().slack.world.setArchived(channel, false);
    await house().posted(thread, 'said to an archive');
    expectThread(house(), thread, ['said to an archive']);
  });

  // The last one, because Baton goes slowly for a while after Slack asked for it.
  it('waits as long as Slack asks, and not a line is lost, doubled or misordered (B14, F15)', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    house().slack.faults.add({
      kind: 'rate_limited',
      method: 'chat.postMessage',
      times: 2,
      retryAfterSeconds: 1,
    });
    const lines = ['asked to wait', 'and again', 'but told'];
    for (const line of lines) await customer.say(line);
    await house().posted(thread, 'but told');
    await house().settled();
    expectThread(house(), thread, lines);
  });
});
