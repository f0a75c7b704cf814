// Outside the hours a request is kept until the next opening: the customer is told when that is, the queue waits for it.

import { systemActor } from '../../core/actor.js';
import type { Conversation } from '../../core/conversation.js';
import { nextOpening } from '../../core/hours.js';
import { findChatbot } from '../../store/chatbots.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { type Opening, wordsFor } from '../policy/customer-words.js';
import { sayToCustomer } from './say.js';
import { showMessageKept, showStanding, waitingOptions } from './tell-queue.js';

const cause = 'hours';

/** Says when it opens next. */
export async function sayClosed(writing: Writing, opening: Opening): Promise<void> {
  await sayToCustomer(writing, { words: (words) => words.closedUntil(opening), cause, now: opening.now });
  await showClosed(writing, opening);
}

async function showClosed(writing: Writing, opening: Opening): Promise<void> {
  const text = wordsFor(writing.customer.locale).closedUntil(opening);
  await showStanding(writing, {
    text,
    choices: [],
    waiting: 'callback',
    opensAt: opening.at.toISOString(),
  });
}

/** Says that nobody can be reached, and offers to keep a message. */
export async function sayNeverOpen(writing: Writing, now: Date): Promise<void> {
  const options = waitingOptions(wordsFor(writing.customer.locale), ['message', 'assistant']);
  await sayToCustomer(writing, { words: ({ neverOpen }) => neverOpen, cause, now, options });
}

/** It is open: the conversation is given to people like any other, with its age. Hours that moved meanwhile count. */
export async function turnCallback(
  tx: Tx,
  { conversation }: { readonly conversation: Conversation },
): Promise<void> {
  const { organizationId, id, chatbotId, status, waiting } = conversation;
  if (status !== 'pending' || waiting !== 'callback') return;
  const { now } = await readTurnRules(tx, conversation);
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  const at = nextOpening(chatbot?.hours ?? null, now);
  const writing = await beginWriting(tx, conversation);
  if (at && at > now) {
    writing.change({ notBefore: at });
    await setTimer(tx, { organizationId, id }, 'callback', { at });
    if (chatbot?.hours) await showClosed(writing, { timezone: chatbot.hours.timezone, at, now });
  } else {
    const event = 'conversation.callback-booked';
    const actor = systemActor(cause);
    writing.change({ notBefore: null });
    await showMessageKept(writing);
    await writing.event(event, actor, { due: true });
    await writing.deliver('thread', { kind: 'line', payload: { event, actor, due: true } });
    tx.touch({ kind: 'queue', organizationId, chatbotId });
  }
  await redrawCard(tx, { organizationId, id });
  await writing.finish();
}
