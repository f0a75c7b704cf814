// The tour's stage: who plays, what was said so far, and how both sides are looked at.

import type { PageMessage } from '../slack/protocol.js';
import { type Agent, listButtons, tellPosts } from './agent.js';
import { type Customer, tellMessages } from './customer.js';
import type { CustomerMessage } from './feed.js';
import { showLines, TourTrouble, waitFor } from './trouble.js';

/** The people of the demo's desk who play along. */
export const kimId = 'U0KIM';
export const benId = 'U0BEN';

export type Side = 'customer' | 'desk' | 'assistant' | 'system';

/** One thing that happens; `act` checks what both sides see and tells it. Throws TourTrouble when they don't. */
export interface Scene {
  readonly title: string;
  readonly side: Side;
  /** Whose desk shows it best, when it isn't the last one's. */
  readonly as?: string;
  act(stage: Stage): Promise<string>;
}

export interface Stage {
  readonly customer: Customer;
  readonly kim: Agent;
  readonly ben: Agent;
  readonly signal: AbortSignal;
  /** What tells this conversation from every other one: the number the customer names. */
  readonly order: string;
  /** The cards that were in the channel before the tour. */
  readonly older: ReadonlySet<string>;
  /** The `ts` of this conversation's card, once it is there. */
  threadTs: string | null;
  /** Kim's answer, whose mark is watched. */
  answerTs: string | null;
}

/** The `ts` of the card. Throws TourTrouble before it is there. */
export function needThread({ threadTs }: Stage): string {
  if (threadTs === null) throw new TourTrouble('the conversation has a thread', 'none');
  return threadTs;
}

/** The thread as Kim sees it: the card, then the rest. */
export async function readThread(
  stage: Stage,
  as: Agent = stage.kim,
): Promise<{ readonly card: PageMessage; readonly posts: readonly PageMessage[] }> {
  const [card, ...posts] = await as.thread(needThread(stage));
  if (!card) throw new TourTrouble('the conversation’s card', 'an empty thread');
  return { card, posts };
}

/** Waits for a post in the thread. */
export function waitForPost(
  stage: Stage,
  expected: string,
  is: (post: PageMessage) => boolean,
  as: Agent = stage.kim,
): Promise<PageMessage> {
  return waitFor({
    expected: `${expected} in the thread, as ${as.name} sees it`,
    look: async () => (await readThread(stage, as)).posts.findLast(is) ?? null,
    came: async () => showLines(tellPosts((await readThread(stage, as)).posts.slice(-5))),
    signal: stage.signal,
  });
}

/** Waits until the card says `words` and offers `button`. */
export function waitForCard(stage: Stage, words: string, button: string): Promise<PageMessage> {
  const expected = `the card says “${words}” and offers “${button}”`;
  return waitFor({
    expected,
    look: async () => {
      const { card } = await readThread(stage);
      return card.text.includes(words) && listButtons(card).includes(button) ? card : null;
    },
    came: async () => {
      const { card } = await readThread(stage);
      return `${card.text} (${listButtons(card).join(' · ')})`;
    },
    signal: stage.signal,
  });
}

/** Kim presses a button of the card, once the card says `words` and offers it. */
export async function pressOnCard(stage: Stage, words: string, button: string): Promise<void> {
  while (!(await stage.kim.press(await waitForCard(stage, words, button), button)))
    stage.signal.throwIfAborted();
}

/** Waits for a message in the customer's stream. */
export function waitForMessage(
  { customer, signal }: Stage,
  expected: string,
  is: (message: CustomerMessage) => boolean,
): Promise<CustomerMessage> {
  return waitFor({
    expected: `the customer sees ${expected}`,
    look: () => customer.shown().findLast(is) ?? null,
    came: () => showLines(tellMessages(customer.shown().slice(-4))),
    signal,
  });
}

/** Waits until the customer is told who answers. */
export function waitForStanding({ customer, signal }: Stage, status: string, agent: string | null) {
  const say = (standing: { status: string; agent: string | null }) =>
    standing.agent === null ? standing.status : `${standing.status}, ${standing.agent}`;
  return waitFor({
    expected: `the customer’s chat is ${say({ status, agent })}`,
    look: () => {
      const now = customer.standing();
      return now.status === status && (agent === null || now.agent === agent);
    },
    came: () => say(customer.standing()),
    signal,
  });
}
