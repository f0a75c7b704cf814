// The database away: nothing is accepted that is not stored, and what is sent again is stored once.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutProxy, startCutProxy } from '../support/cut-proxy.js';
import { eventually } from '../support/eventually.js';
import { startTestHouse, type TestHouse } from '../support/house.js';
import { expectCustomer, expectThread } from '../support/ledger.js';
import { takeOver } from '../support/scenes.js';

describe('the database gone', () => {
  let wire: CutProxy;
  let house: TestHouse;
  beforeAll(async () => {
    house = await startTestHouse({
      engine: 'postgres',
      wire: {
        database: async (url) => {
          wire = await startCutProxy(url);
          return wire.url;
        },
      },
      slack: { retryDelaysMs: [0, 500, 2_000, 2_000] },
    });
  });
  afterAll(async () => {
    wire?.mend();
    await house?.stop();
    await wire?.close();
  });

  it('answers 503, says it is not ready, and stores the repeated line once (F9, A22)', async () => {
    const { customer, agent, thread } = await takeOver(house);
    await house.settled();
    wire.cut();
    const clientId = randomUUID();
    const refused = await customer.trySay('said to the void', { clientId });
    expect(refused.status).toBe(503);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    // Slack is answered with an error too, and so delivers the line again.
    await agent.types(thread, 'typed to the void');
    await eventually('Slack was told to come again', () =>
      house.slack.log.read().some((one) => one.name === 'event message' && one.status >= 500),
    );
    wire.mend();
    await eventually('it is ready again', async () => (await fetch(`${house.url}/readyz`)).status === 200);
    for (let repeat = 0; repeat < 3; repeat += 1)
      expect((await customer.trySay('said to the void', { clientId })).status).toBe(200);
    await house.posted(thread, 'said to the void');
    await customer.reload();
    await customer.sees('typed to the void');
    await house.settled();
    expectThread(house, thread, ['said to the void']);
    await expectCustomer(customer, ['typed to the void']);
  });

  it('goes on with what was under way when connections break, without loss or doubling', async () => {
    const { customer, agent, thread } = await takeOver(house);
    house.slack.faults.setLatency([5, 30]);
    const asked: string[] = [];
    for (let round = 1; round <= 8; round += 1) {
      const line = `asked ${round}`;
      asked.push(line);
      const clientId = randomUUID();
      if (round % 3 === 0) {
        wire.cut();
        wire.mend();
      }
      await eventually('the line is accepted', async () => {
        const answered = await customer.trySay(line, { clientId });
        return answered.status === 200;
      });
    }
    await agent.types(thread, 'All heard.');
    await house.posted(thread, 'asked 8', 30_000);
    // What was being sent when its connection broke waits for its lease to run out.
    await house.settled(30_000);
    house.slack.faults.setLatency(0);
    await customer.reload();
    await customer.sees('All heard.');
    expectThread(house, thread, asked);
  }, 45_000);
});
