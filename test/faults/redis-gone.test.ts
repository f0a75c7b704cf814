// Redis flushed, stopped and started again: truth lives in PostgreSQL, and the sweep rebuilds all work from it.

import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../support/house.js';
import type { RedisServer } from '../support/launch-redis.js';
import { expectCustomer, expectThread } from '../support/ledger.js';
import { needs } from '../support/needs.js';
import { startOwnRedis } from '../support/redis.js';
import { takeOver } from '../support/scenes.js';

needs('redis').describe('Redis gone', () => {
  let redis: RedisServer;
  let house: TestHouse;
  beforeAll(async () => {
    redis = await startOwnRedis();
    house = await startTestHouse({ engine: 'redis', redisUrl: redis.url });
  });
  afterAll(async () => {
    await house?.stop();
    await redis?.stop();
  });

  it('loses, doubles and misorders nothing when everything in it is deleted midway (F4, B14)', async () => {
    const { customer, agent, thread } = await takeOver(house);
    const client = new Redis(redis.url);
    const asked: string[] = [];
    const told: string[] = [];
    for (let round = 1; round <= 6; round += 1) {
      asked.push(`asked ${round}`);
      told.push(`told ${round}`);
      await customer.say(`asked ${round}`);
      await agent.types(thread, `told ${round}`);
      if (round % 2 === 0) await client.flushall();
    }
    client.disconnect();
    await house.posted(thread, 'asked 6').catch(async (e) => {
      console.log(
        await house.query(
          `select lane, sequence, kind, status, attempts, lease_until, next_at, created_at, now(), error from delivery where status <> 'sent' order by lane, sequence`,
        ),
        await house.query('select * from redraw where wanted > drawn'),
      );
      throw e;
    });
    await customer.sees('told 6');
    await house.settled();
    expectThread(house, thread, asked);
    await expectCustomer(customer, told);
  });

  it('goes on while Redis is stopped, and after it is back (F5, B14)', async () => {
    const { customer, agent, thread } = await takeOver(house);
    await customer.say('with Redis');
    await house.posted(thread, 'with Redis');
    await redis.kill();
    await customer.say('without Redis');
    await agent.types(thread, 'I hear you.');
    await house.posted(thread, 'without Redis');
    await customer.sees('I hear you.');
    const other = await house.customer();
    await other.say('Does the assistant work?');
    await other.listen();
    await other.sees('You said: Does the assistant work?');
    await redis.restart();
    await customer.say('with Redis again');
    await agent.types(thread, 'Loud and clear.');
    await house.posted(thread, 'with Redis again');
    await customer.sees('Loud and clear.');
    await house.settled();
    expectThread(house, thread, ['with Redis', 'without Redis', 'with Redis again']);
    await expectCustomer(customer, ['I hear you.', 'Loud and clear.']);
    expect(house.slack.log.read().filter((one) => one.direction === 'send' && !one.ok)).toEqual([]);
  });
});
