// Where most journeys begin: a customer who wrote, one who waits for a person, one whom an agent has.

import type { Customer } from './customer.js';
import type { DeskAgent, ShownMark } from './desk-hands.js';
import { eventually } from './eventually.js';
import type { TestHouse } from './house.js';

export interface Waiting {
  readonly customer: Customer;
  readonly id: string;
  /** The root's ref. */
  readonly thread: string;
}

export interface Active extends Waiting {
  readonly agent: DeskAgent;
}

/** A customer wrote and reads along. */
export async function writeFirst(house: TestHouse, text = 'Hello', site?: string): Promise<Customer> {
  const customer = await house.customer(site);
  await customer.say(text);
  await customer.listen();
  return customer;
}

/** A customer waits for a person; the thread is complete. */
export async function waitForPerson(house: TestHouse, text = 'I need help'): Promise<Waiting> {
  const customer = await writeFirst(house, text);
  await customer.sees(`You said: ${text}`);
  await customer.requestHuman();
  const id = customer.conversationId();
  const thread = await house.threadOf(id);
  await house.posted(thread, `You said: ${text}`);
  return { customer, id, thread };
}

/** An agent has the conversation. */
export async function takeOver(house: TestHouse, user = 'U0KIM', text?: string): Promise<Active> {
  const waiting = await waitForPerson(house, text);
  const agent = house.agent(user);
  await agent.types(waiting.thread, '!claim');
  await house.becomes(waiting.id, 'active');
  return { ...waiting, agent };
}

/** Waits until the agent's own line carries this mark. */
export async function isMarked(house: TestHouse, line: string, mark: ShownMark): Promise<void> {
  await eventually(
    () => `the line is marked ${mark}, not ${marks(house, line).join(' ')}`,
    () => marks(house, line).includes(mark),
  );
}

/** The marks on an agent's own line. */
export function marks(house: TestHouse, line: string): ShownMark[] {
  return house.desk.marks(line);
}
