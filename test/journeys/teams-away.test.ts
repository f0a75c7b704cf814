// Teams goes away, asks us to slow down, or loses our app: the backlog waits, and drains in order.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectThread } from '../support/ledger.js';
import { onTeams } from '../support/on-each-desk.js';
import { isMarked, takeOver } from '../support/scenes.js';

onTeams('Teams is away', {}, (house) => {
  it('drains the backlog in order when Teams is back, and one that waits holds up no customer (A28)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await agent.types(thread, 'Typed before it went away.');
    await customer.sees('Typed before it went away.');
    await house().settled();
    const mend = house().desk.cutOff();
    const lines = Array.from({ length: 4 }, (_, index) => `while away ${index + 1}`);
    for (const line of lines) await customer.say(line);
    // Customers of the assistant notice nothing.
    const other = await house().customer();
    await other.say('Is anybody there?');
    await other.listen();
    await other.sees('You said: Is anybody there?');
    mend();
    await house().posted(thread, 'while away 4', 30_000);
    await house().settled();
    // Teams cannot be asked whether a post whose connection broke is there: that one says that it may be a repeat.
    const posts = house()
      .thread(thread)
      .map(({ text }) => text);
    for (const line of lines) expect(posts.some((text) => text.includes(line))).toBe(true);
    const plain = lines.filter((line) => posts.includes(line));
    expect(plain.length).toBeGreaterThanOrEqual(lines.length - 1);
    expectThread(house(), thread, plain);
  }, 60_000);

  it('shows a conversation that began while Teams answered nothing but errors (A28)', async () => {
    house().teams.befall({ kind: 'error_before', status: 503, method: 'POST', times: 3 });
    const customer = await house().customer();
    await customer.say('Is there anybody?');
    await customer.requestHuman();
    const thread = await house().threadOf(customer.conversationId());
    await eventually(
      'the thread shows what was said',
      () =>
        house()
          .thread(thread)
          .some((post) => post.text.includes('Is there anybody?')),
      30_000,
    );
  }, 60_000);

  it('keeps the status line true when it cannot be drawn for a while', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await house().settled();
    house().teams.befall({ kind: 'error_before', status: 503, times: 2 });
    const line = await agent.types(thread, 'Marked late.');
    await customer.sees('Marked late.');
    await isMarked(house(), line, 'sent');
  });

  it('waits while our app is not in the team, and goes on when it is back (A28)', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    const open = house().desk.close();
    await customer.say('said to a closed door');
    await eventually('an attempt was refused', async () => {
      const rows = await house().query(
        `select 1 from delivery where lane = 'thread' and error ->> 'class' = 'policy' and status = 'pending'`,
      );
      return rows.length > 0;
    });
    open();
    await house().posted(thread, 'said to a closed door', 30_000);
    await house().settled();
    expectThread(house(), thread, ['said to a closed door']);
  }, 60_000);

  // The last one, because Baton goes slowly for a while after Teams asked for it.
  it('waits as long as Teams asks, and not a line is lost, doubled or misordered (B14, F15)', async () => {
    const { customer, thread } = await takeOver(house());
    await house().settled();
    house().teams.befall({ kind: 'rate_limited', times: 2, retryAfterSeconds: 1 });
    const lines = ['asked to wait', 'and again', 'but told'];
    for (const line of lines) await customer.say(line);
    await house().posted(thread, 'but told', 30_000);
    await house().settled();
    expectThread(house(), thread, lines);
  }, 60_000);
});
