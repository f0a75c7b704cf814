// The customer who waits is told how it stands: at once, and again when it changed, as their channel bears it.

import { systemActor } from '../../core/actor.js';
import { choiceId, type WaitingChoice } from '../../core/customer-choice.js';
import type { Option } from '../../core/message.js';
import { type QueuePlace, readQueue } from '../../store/queue-facts.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import type { Writing } from '../../store/writing.js';
import { type CustomerWords, wordsFor } from '../policy/customer-words.js';
import { paceOf, pauseMs } from '../policy/news-pace.js';
import { estimateWait, mostBefore, type Wait } from '../policy/wait.js';
import { sayToCustomer } from './say.js';

const cause = 'queue';

/** How long they will wait, by the queue as it is; and now, by the database's clock. */
export async function lookAtQueue(
  tx: Tx,
  at: QueuePlace,
): Promise<{ readonly wait: Wait; readonly now: Date }> {
  const queue = await readQueue(tx, at, mostBefore);
  return { wait: estimateWait(queue), now: queue.now };
}

/** What one who waits may choose instead, as options of a message. */
export function waitingOptions(words: CustomerWords, choices: readonly WaitingChoice[]): Option[] {
  return choices.map((choice) => ({
    id: choiceId({ kind: 'waiting', choice }),
    title: words.choices[choice],
  }));
}

/** Shows the line about the queue where the channel has a place for it, instead of the one before. */
export async function showStanding(
  writing: Writing,
  standing: { readonly text: string; readonly choices: readonly WaitingChoice[] },
): Promise<void> {
  if (paceOf(writing.customer.channelKind).as !== 'status') return;
  await writing.event('conversation.queue-told', systemActor(cause), { ...standing });
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
    await showStanding(writing, { text: truth, choices: ['message', 'assistant'] });
    return;
  }
  const text = prefix ? `${words.handOff} ${truth}` : truth;
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
