// A closed conversation is rated: the customer is asked once, some seconds after the close, and answers once.

import { systemActor } from '../../core/actor.js';
import type { Conversation } from '../../core/conversation.js';
import { choiceId, type Score, scores } from '../../core/customer-choice.js';
import { readWindow } from '../../core/reply-window.js';
import { findChatbot } from '../../store/chatbots.js';
import { findLastConversation } from '../../store/conversations.js';
import { answerRating, insertRating, wasAskedLately } from '../../store/ratings.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { paceOf } from '../policy/news-pace.js';
import { sayToCustomer } from './say.js';

const cause = 'rating';
/** Time to reopen what was closed by mistake. */
const askAfterMs = 5_000;
/** Nobody is asked more often than this, whatever they wrote about. */
const quietHours = 24;

/** Has the customer asked soon after a close, by a person or for silence, of what a person answered. */
export async function askRatingSoon(tx: Tx, conversation: Conversation): Promise<void> {
  const { organizationId, id, chatbotId, firstReplyAt } = conversation;
  if (firstReplyAt === null) return;
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  if (!chatbot?.asksRating) return;
  await setTimer(tx, { organizationId, id }, 'rating', { inMs: askAfterMs });
}

/** Asks, if it is still closed, the channel still lets us write, and the customer was not asked lately. */
export async function turnRating(
  tx: Tx,
  { conversation }: { readonly conversation: Conversation },
): Promise<void> {
  const { organizationId, id, chatbotId, channelId, contactId, status, firstReplyAt } = conversation;
  if (status !== 'closed' || firstReplyAt === null) return;
  const { now } = await readTurnRules(tx, conversation);
  const window = readWindow(conversation, now);
  if (window === 'closed' || window === 'own-words') return;
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  const last = await findLastConversation(tx, { organizationId, id: channelId }, contactId);
  if (!chatbot?.asksRating || last?.id !== id) return;
  if (await wasAskedLately(tx, conversation, quietHours)) return;
  if (!(await insertRating(tx, { organizationId, id }))) return;
  const writing = await beginWriting(tx, conversation);
  if (paceOf(writing.customer.channelKind).as === 'message') {
    const options = scores.map((score) => ({
      id: choiceId({ kind: 'rating', score }),
      title: `${score} ${'★'.repeat(score)}`,
    }));
    await sayToCustomer(writing, { words: ({ rate }) => rate, cause, now, options, shown: false });
  }
  await writing.event('conversation.rating-asked', systemActor(cause));
  await writing.finish();
}

/** Records the answer on a locked conversation and ends the writing; a second answer changes nothing. */
export async function rateLocked(
  tx: Tx,
  writing: Writing,
  answer: { readonly score: Score; readonly comment: string | null },
): Promise<void> {
  const { organizationId, id, contactId } = writing.conversation;
  if (await answerRating(tx, { organizationId, id }, answer)) {
    const event = 'conversation.rated';
    const actor = { kind: 'contact', contactId } as const;
    await writing.event(event, actor, { ...answer });
    await writing.deliver('thread', { kind: 'line', payload: { event, actor, ...answer } });
    await redrawCard(tx, { organizationId, id });
  }
  if (paceOf(writing.customer.channelKind).as === 'message') {
    const { now } = await readTurnRules(tx, writing.conversation);
    await sayToCustomer(writing, { words: ({ rated }) => rated, cause, now, shown: false });
  }
  await writing.finish();
}
