// The customer who waits is told how it stands: at once, and again when it changed, as their channel bears it.

import { systemActor } from '../../core/actor.js';
import { defaultRouting } from '../../core/chatbot.js';
import { choiceId, type WaitingChoice } from '../../core/customer-choice.js';
import type { FeedStanding } from '../../core/feed.js';
import type { Option } from '../../core/message.js';
import { listReachable } from '../../store/candidates.js';
import { findChatbot } from '../../store/chatbots.js';
import { readQueue } from '../../store/queue-facts.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import type { Writing } from '../../store/writing.js';
import { listCrews } from '../crew.js';
import { type CustomerWords, wordsFor } from '../policy/customer-words.js';
import { paceOf, pauseMs } from '../policy/news-pace.js';
import { listAble } from '../policy/plan.js';
import { estimateWait, isSomebodyThere, mostBefore, type Wait } from '../policy/wait.js';
import { sayToCustomer } from './say.js';

const cause = 'queue';

/**
 * How long they will wait, by the queue as it is and by those whom a pass over it could give the chat to; and now, by
 * the database's clock. One who only asks now stands behind everybody of the usual priority.
 */
export async function lookAtQueue(
  tx: Tx,
  { conversation, customer }: Pick<Writing, 'conversation' | 'customer'>,
): Promise<{ readonly wait: Wait; readonly now: Date }> {
  const { organizationId, chatbotId, status } = conversation;
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  const crews = chatbot ? await listCrews(tx, chatbot) : [];
  const at = status === 'pending' ? conversation : { ...conversation, requestedAt: null };
  const { now, ...queue } = await readQueue(tx, at, { crews, mostBefore });
  const language = customer.locale?.split(/[-_]/u)[0]?.toLowerCase() ?? null;
  const { skills } = chatbot?.routing ?? defaultRouting;
  const online = await listReachable(tx, organizationId, crews);
  const { able } = listAble({ ...conversation, language }, skills, online);
  const slots = able.reduce((sum, { chatLimit }) => sum + chatLimit, 0);
  const free = able.reduce((sum, { chatLimit, load }) => sum + Math.max(0, chatLimit - load), 0);
  return { wait: estimateWait({ ...queue, online: able.length, slots, free }), now };
}

/** What one who waits may choose instead, as options of a message. */
export function waitingOptions(words: CustomerWords, choices: readonly WaitingChoice[]): Option[] {
  return choices.map((choice) => ({
    id: choiceId({ kind: 'waiting', choice }),
    title: words.choices[choice],
  }));
}

/** Shows the line about the queue where the channel has a place for it, instead of the one before. */
export async function showStanding(writing: Writing, standing: FeedStanding): Promise<void> {
  if (paceOf(writing.customer.channelKind).as !== 'status') return;
  await writing.event('conversation.queue-told', systemActor(cause), { ...standing });
}

/** A colleague is only promised where there is one; else the queue's own words are all that is true. */
export function handOffWords(words: CustomerWords, wait: Wait): string {
  return isSomebodyThere(wait) ? words.handOff : words.wait(wait);
}

/** Shows that their words are kept and that they need not stay. */
export async function showMessageKept(writing: Writing): Promise<void> {
  const text = wordsFor(writing.customer.locale).messageKept;
  await showStanding(writing, { text, choices: ['wait', 'assistant'], waiting: 'message' });
}

/** Tells it as the channel has it: a line in place of the last, or one more message with what may be chosen. */
export async function tellWait(
  writing: Writing,
  told: { readonly wait: Wait; readonly now: Date; readonly prefix?: boolean; readonly shown?: boolean },
): Promise<void> {
  const { wait, now, prefix = false, shown = false } = told;
  const words = wordsFor(writing.customer.locale);
  const truth = words.wait(wait);
  if (paceOf(writing.customer.channelKind).as === 'status') {
    await showStanding(writing, { text: truth, choices: ['message', 'assistant'], waiting: 'live' });
    return;
  }
  const text = prefix && isSomebodyThere(wait) ? `${words.handOff} ${truth}` : truth;
  const options = waitingOptions(words, ['wait', 'message', 'assistant']);
  const said = await sayToCustomer(writing, { words: () => text, cause, now, options, shown });
  if (said && !shown) await writing.event('conversation.queue-told', systemActor(cause), { text: truth });
}

/** Has the queue looked at again after the channel's pause; what was told goes along, to tell news from repetition. */
export async function lookAgain(tx: Tx, writing: Writing, wait: Wait): Promise<void> {
  const { organizationId, id } = writing.conversation;
  const pace = paceOf(writing.customer.channelKind);
  const before = 'before' in wait ? wait.before : 0;
  await setTimer(tx, { organizationId, id }, 'queue-news', { inMs: pauseMs(pace, before) }, { wait });
}
