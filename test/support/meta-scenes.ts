// Where most journeys of Meta's channels begin: a phone that wrote, one that waits for a person, one whom an agent has.

import { afterEach } from 'vitest';
import type { CustomerHands, CustomerSeed, MetaChannel, PhoneLine } from '../../playground/meta/index.js';
import type { DeskAgent } from './desk-hands.js';
import { eventually } from './eventually.js';
import { type MetaHouse, type MetaHouseOptions, metaChannels, startMetaHouse } from './meta-house.js';
import { inHousesOnBothEngines } from './on-both-engines.js';

export interface PhoneChat {
  readonly phone: CustomerHands;
  readonly id: string;
  /** The root's ts. */
  readonly thread: string;
  readonly agent: DeskAgent;
}

/** Runs tests for each of Meta's channels, on both engines; what was switched to go wrong is put right after each. */
export function withEachPhone(
  journey: string,
  options: Omit<MetaHouseOptions, 'engine'>,
  tests: (house: () => MetaHouse, channel: MetaChannel) => void,
  channels: readonly MetaChannel[] = metaChannels,
): void {
  inHousesOnBothEngines(
    journey,
    (engine) => startMetaHouse({ ...options, engine }),
    (house) => {
      afterEach(() => house().meta.faults.remove('all'));
      for (const channel of channels) tests(house, channel);
    },
  );
}

/** The words on a phone, in order: the company's, or everyone's. */
export function wordsOn(phone: CustomerHands, side: 'business' | 'all' = 'business'): string[] {
  return phone
    .lines()
    .filter((line) => side === 'all' || line.side === side)
    .map((line) => line.text);
}

/** Waits until the company's words stand on the phone. */
export function showsUp(phone: CustomerHands, text: string, limitMs?: number): Promise<PhoneLine> {
  return eventually(
    () => `“${text}” on the phone, not only ${JSON.stringify(wordsOn(phone))}`,
    () => phone.received().find((line) => line.text === text),
    limitMs,
  );
}

/** The newest conversation of a phone, once there is one. */
export async function chatOf(house: MetaHouse, phone: CustomerHands): Promise<string> {
  return eventually('the phone has a conversation', async () => {
    const [row] = await house.query<{ id: string }>(
      `select c.id from conversation c join channel h on h.id = c.channel_id
       where h.kind = $2 and c.address = $1 order by c.reference desc limit 1`,
      [phone.address, phone.customer.account.channel],
    );
    return row?.id;
  });
}

/** A phone that wrote once and read the assistant's answer. */
export async function writeFrom(
  house: MetaHouse,
  channel: MetaChannel,
  text = 'Hello',
  seed?: Partial<CustomerSeed>,
): Promise<CustomerHands> {
  const phone = house.phone(channel, seed);
  await phone.write(text);
  await showsUp(phone, `You said: ${text}`);
  return phone;
}

/** A phone whose conversation waits for a person; its thread has begun. */
export async function waitOnPhone(
  house: MetaHouse,
  channel: MetaChannel,
  seed?: Partial<CustomerSeed>,
): Promise<Omit<PhoneChat, 'agent'>> {
  const phone = await writeFrom(house, channel, 'I have a question', seed);
  await phone.write('Can I talk to a human?');
  const id = await chatOf(house, phone);
  await house.becomes(id, 'pending');
  const thread = await house.threadOf(id);
  await house.posted(thread, 'Can I talk to a human?');
  await eventually('the phone is told of the hand-off', () =>
    wordsOn(phone).some((words) => words.startsWith('Nobody of the team is online right now')),
  );
  return { phone, id, thread };
}

/** An agent has the conversation of a phone. */
export async function takeOverPhone(
  house: MetaHouse,
  channel: MetaChannel,
  seed?: Partial<CustomerSeed>,
): Promise<PhoneChat> {
  const waiting = await waitOnPhone(house, channel, seed);
  const agent = house.agent('U0KIM');
  await agent.types(waiting.thread, '!claim');
  await house.becomes(waiting.id, 'active');
  return { ...waiting, agent };
}
