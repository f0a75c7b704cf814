// A customer who asked for a person says how they go on: wait, leave a message, or talk to the assistant.

import type { Actor } from '../../core/actor.js';
import type { WaitingChoice } from '../../core/customer-choice.js';
import { isOpen } from '../../core/hours.js';
import { findChatbot } from '../../store/chatbots.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { clearTimers } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import type { Writing } from '../../store/writing.js';
import { type CustomerWords, wordsFor } from '../policy/customer-words.js';
import { paceOf } from '../policy/news-pace.js';
import { sayClosed } from './book-callback.js';
import { requestLocked } from './request-human.js';
import { sayToCustomer } from './say.js';
import { lookAgain, lookAtQueue, showMessageKept, tellWait, waitingOptions } from './tell-queue.js';
import { takeTurn } from './turn.js';
import { setTurnTimers } from './turn-timers.js';

const cause = 'choice';

/**
 * Does what the customer chose, on a locked conversation, and ends the writing. What comes too late, because a person
 * has it or it is over, gets a kind answer where the channel has no line of its own for that, and changes nothing.
 */
export async function chooseLocked(tx: Tx, writing: Writing, choice: WaitingChoice): Promise<void> {
  const { status } = writing.conversation;
  if (status === 'closed') return answerKindly(tx, writing, ({ over }) => over);
  if (status === 'active') return answerKindly(tx, writing, ({ withPerson }) => withPerson);
  if (choice === 'message') return leaveMessage(tx, writing);
  if (status === 'ai') return answerKindly(tx, writing, ({ withAssistant }) => withAssistant);
  return choice === 'wait' ? waitOn(tx, writing) : returnToAssistant(tx, writing);
}

async function answerKindly(
  tx: Tx,
  writing: Writing,
  words: (words: CustomerWords) => string,
): Promise<void> {
  const { now } = await readTurnRules(tx, writing.conversation);
  await sayAloud(writing, { words, now });
  await writing.finish();
}

/** Where a line of the channel's own shows how it stands, no message says so again. */
async function sayAloud(
  writing: Writing,
  said: {
    readonly words: (words: CustomerWords) => string;
    readonly now: Date;
    readonly choices?: readonly WaitingChoice[];
  },
): Promise<void> {
  if (paceOf(writing.customer.channelKind).as === 'status') return;
  const options = waitingOptions(wordsFor(writing.customer.locale), said.choices ?? []);
  await sayToCustomer(writing, { words: said.words, cause, now: said.now, options });
}

async function leaveMessage(tx: Tx, writing: Writing): Promise<void> {
  const { organizationId, id, chatbotId, contactId, status, waiting } = writing.conversation;
  const { now } = await readTurnRules(tx, writing.conversation);
  const actor: Actor = { kind: 'contact', contactId };
  const keepWords = async () => {
    await sayAloud(writing, { words: ({ messageKept }) => messageKept, now, choices: ['assistant'] });
    await showMessageKept(writing);
  };
  if (status === 'ai') {
    const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
    if (!chatbot?.humanSupport) return answerKindly(tx, writing, ({ withAssistant }) => withAssistant);
    await keepWords();
    await requestLocked(tx, writing, {
      actor,
      reason: 'left a message',
      announce: false,
      waiting: 'message',
    });
    return;
  }
  await keepWords();
  if (waiting !== 'message') {
    const event = 'conversation.message-left';
    await writing.event(event, actor, {});
    await writing.deliver('thread', { kind: 'line', payload: { event, actor } });
    writing.change({ waiting: 'message', notBefore: null });
    await clearTimers(tx, { organizationId, id }, ['queue-news', 'max-wait', 'callback']);
    await redrawCard(tx, { organizationId, id });
    tx.touch({ kind: 'queue', organizationId, chatbotId });
  }
  await writing.finish();
}

/** They stay, or are back after they had left a message or were told to come back when it opens. */
async function waitOn(tx: Tx, writing: Writing): Promise<void> {
  const { organizationId, chatbotId, waiting, notBefore } = writing.conversation;
  const { wait, now } = await lookAtQueue(tx, writing);
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  if (waiting === 'callback' && notBefore && chatbot?.hours && !isOpen(chatbot.hours, now)) {
    await sayClosed(writing, { timezone: chatbot.hours.timezone, at: notBefore, now });
    await writing.finish();
    return;
  }
  await tellWait(writing, { wait, now });
  if (waiting === 'live') await writing.finish();
  else await standInQueue(tx, writing);
  await lookAgain(tx, writing, wait);
}

/** What was agreed instead of waiting is over: they are given to people like anybody else, and looked after like them. */
async function standInQueue(tx: Tx, writing: Writing): Promise<void> {
  writing.change({ waiting: 'live', notBefore: null });
  const standing = await writing.finish();
  const { organizationId, id, chatbotId, sequence } = standing;
  await clearTimers(tx, { organizationId, id }, ['callback']);
  await setTurnTimers(tx, standing, { kind: 'conversation.queue-told', sequence });
  await redrawCard(tx, { organizationId, id });
  tx.touch({ kind: 'queue', organizationId, chatbotId });
}

/** Back to the assistant without a person: the thread shows it, the queue moves up. */
async function returnToAssistant(tx: Tx, writing: Writing): Promise<void> {
  const { now } = await readTurnRules(tx, writing.conversation);
  await sayAloud(writing, { words: ({ withAssistant }) => withAssistant, now });
  await takeTurn(tx, writing, {
    kind: 'conversation.restored',
    actor: { kind: 'contact', contactId: writing.conversation.contactId },
    data: { fromName: null },
    end: 'restored',
    change: { status: 'ai', requestedAt: null, requestReason: null, failedAnswers: 0 },
  });
}
