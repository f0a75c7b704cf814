// A process killed in the middle of its work: another takes over, and nothing is lost, doubled or misordered.

import { randomUUID } from 'node:crypto';
import { afterEach, describe, it } from 'vitest';
import { startBatonProcess } from '../support/baton-process.js';
import { type Customer, startCustomer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { startTestHouse, type TestHouse } from '../support/house.js';
import { expectCustomer, expectThread } from '../support/ledger.js';
import { needs } from '../support/needs.js';

interface Chat {
  readonly customer: Customer;
  readonly thread: string;
  readonly asked: readonly string[];
  readonly told: readonly string[];
}

const chats = 6;
const lines = 8;

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startProcess(house: TestHouse, env: Readonly<Record<string, string>> = {}) {
  const started = await startBatonProcess({ ...house.env, ...env });
  endings.push(() => started.kill());
  return started;
}

async function openChat(house: TestHouse, customer: Customer, number: number): Promise<Chat> {
  await customer.requestHuman();
  const id = customer.conversationId();
  const thread = await house.threadOf(id);
  await house.agent('U0KIM').types(thread, '!claim');
  await house.becomes(id, 'active');
  const count = Array.from({ length: lines }, (_, index) => index + 1);
  return {
    customer,
    thread,
    asked: count.map((n) => `asked ${number}.${n}`),
    told: count.map((n) => `told ${number}.${n}`),
  };
}

/** Each side goes on when its line was accepted, and repeats it until then, as the widget and Slack do. */
async function talk(house: TestHouse, { customer, thread, asked, told }: Chat): Promise<void> {
  for (let at = 0; at < lines; at += 1) {
    const clientId = randomUUID();
    await eventually('the line is accepted', async () => {
      const answered = await customer.trySay(asked[at] ?? '', { clientId });
      return answered.status === 200;
    });
    await house.agent('U0KIM').types(thread, told[at] ?? '');
    await house.slack.whenIdle();
  }
}

async function isInTheMiddle(house: TestHouse): Promise<void> {
  await eventually('work is under way', async () => {
    const [row] = await house.query<{ n: string }>(
      `select count(*) as n from delivery where status = 'sending' and lane = 'thread'`,
    );
    return Number(row?.n) >= 3;
  });
}

async function expectFlawless(house: TestHouse, open: readonly Chat[]): Promise<void> {
  for (const chat of open) await house.posted(chat.thread, chat.asked.at(-1) ?? '', 30_000);
  await house.settled(30_000);
  for (const { customer, thread, asked, told } of open) {
    expectThread(house, thread, asked);
    await customer.reload();
    await expectCustomer(customer, told);
    customer.stopListening();
  }
}

const numbers = Array.from({ length: chats }, (_, index) => index + 1);

describe('a whole Baton is killed (jobs on PostgreSQL)', () => {
  it('has its conversations taken over: 0 lost, 0 doubled, 0 misordered (F1, B14)', async () => {
    const house = await startTestHouse({
      engine: 'postgres',
      slack: { retryDelaysMs: [50, 200, 500, 1_000] },
    });
    endings.push(() => house.stop());
    const doomed = await startProcess(house);
    let { url } = doomed;
    house.slack.sendTo(`${url}/slack/events`);
    const open = await Promise.all(
      numbers.map(async (number) => openChat(house, await startCustomer(() => url, 'acme-web'), number)),
    );
    await house.settled();
    house.slack.faults.setLatency([20, 80]);
    const talking = Promise.all(open.map((chat) => talk(house, chat)));
    await isInTheMiddle(house);
    await doomed.kill();
    url = house.url;
    house.slack.sendTo(`${url}/slack/events`);
    await talking;
    await expectFlawless(house, open);
  }, 90_000);
});

needs('redis').describe('a worker is killed (jobs on Redis)', () => {
  it('has its conversations taken over: 0 lost, 0 doubled, 0 misordered (F1, B14)', async () => {
    const house = await startTestHouse({ engine: 'redis', env: { BATON_ROLES: 'web' } });
    endings.push(() => house.stop());
    const doomed = await startProcess(house, { BATON_ROLES: 'worker' });
    const open = await Promise.all(
      numbers.map(async (number) => openChat(house, await house.customer(), number)),
    );
    await house.settled();
    house.slack.faults.setLatency([20, 80]);
    const talking = Promise.all(open.map((chat) => talk(house, chat)));
    await isInTheMiddle(house);
    await doomed.kill();
    await startProcess(house, { BATON_ROLES: 'worker' });
    await talking;
    await expectFlawless(house, open);
  }, 90_000);
});
