// The customer's page: reloads, broken streams and repeated posts lose nothing and double nothing.

import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver, writeFirst } from '../support/scenes.js';

onEachDesk('the widget', {}, (house) => {
  it('reloads in the middle of a conversation and loses and doubles nothing', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
    const typing = (async () => {
      for (const line of lines) await agent.types(thread, line);
    })();
    for (let round = 0; round < 4; round += 1) await customer.reload();
    await typing;
    await customer.sees('line 12');
    await house().settled();
    expect(customer.texts('agent')).toEqual(lines);
    expect(customer.gaps).toBe(0);
    await customer.reload();
    expect(customer.texts('agent')).toEqual(lines);
  });

  it('goes on from its cursor when the stream breaks', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await agent.types(thread, 'before');
    await customer.sees('before');
    customer.stopListening();
    await agent.types(thread, 'meanwhile');
    await house().settled();
    expect(customer.texts('agent')).toEqual(['before']);
    await customer.listen();
    await customer.sees('meanwhile');
    await agent.types(thread, 'after');
    await customer.sees('after');
    expect(customer.texts('agent')).toEqual(['before', 'meanwhile', 'after']);
    expect(customer.gaps).toBe(0);
  });

  it('stores a post once, however often the page repeats it, and refuses its id for other words (A29)', async () => {
    const customer = await writeFirst(house(), 'first');
    const clientId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => customer.trySay('again', { clientId })),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((one) => one.body.message.id)).size).toBe(1);
    expect((await customer.trySay('something else', { clientId })).status).toBe(409);
    await house().settled();
    expect(customer.texts('contact')).toEqual(['first', 'again']);
  });

  it('opens one conversation for first lines sent at once (A29)', async () => {
    const customer = await house().customer();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => customer.say(`at once ${n}`)));
    expect(new Set(answers.map((one) => one.conversationId)).size).toBe(1);
    expect(new Set(answers.map((one) => one.message.sequence)).size).toBe(8);
  });
});
