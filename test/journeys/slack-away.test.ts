// Slack goes away, archives the channel, or asks us to slow down: the backlog waits, and drains in order.

import { it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectThread } from '../support/ledger.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { isMarked, takeOver } from '../support/scenes.js';

onBothEngines('Slack is away', {}, (house) => {
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
    await isMarked(house(), line, 'sent');
  });

  it('waits out an archived channel and goes on when it is repaired (A28)', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    const open = house().desk.close();
    await customer.say('said to an archive');
    await eventually('an attempt was refused', async () => {
      const rows = await house().query(
        `select 1 from delivery where lane = 'thread' and error ->> 'code' = 'is_archived'`,
      );
      return rows.length > 0;
    });
    open();
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
