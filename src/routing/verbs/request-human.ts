// A person is asked for: the conversation waits in the queue and becomes a thread, and the customer is told how it stands.

import type { Actor } from '../../core/actor.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { Conversation, Waiting } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { isOpen, nextOpening } from '../../core/hours.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { findChatbot } from '../../store/chatbots.js';
import { lockConversation, moment } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { clearTimers } from '../../store/timers.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { paceOf } from '../policy/news-pace.js';
import { isSomebodyThere, type Wait } from '../policy/wait.js';
import type { Routing } from '../routing.js';
import { sayClosed, sayNeverOpen } from './book-callback.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { mustCall } from './on-call.js';
import { sayToCustomer } from './say.js';
import { handOffWords, lookAgain, lookAtQueue, tellWait } from './tell-queue.js';
import { takeTurn } from './turn.js';

export interface RequestInput extends Scoped<ConversationId> {
  readonly actor: Actor;
  /** Why, in a few words for the agents: `button`, `phrase`, `3 failed answers`, or the assistant's reason. */
  readonly reason: string;
  /** The epoch the request was made under; an older one is ignored. */
  readonly epoch?: number;
}

/** A request within another verb's transaction. */
export interface Request {
  readonly actor: Actor;
  readonly reason: string;
  /** Says the hand-off aloud: a hand-off is never silent, but the assistant may have said it. */
  readonly announce: boolean;
  /** Somebody else is speaking to the customer: nothing is said at all, and no hours matter. */
  readonly quiet?: boolean;
  /** `message`: they leave their words and do not wait; then no hours matter. */
  readonly waiting?: Extract<Waiting, 'live' | 'message'>;
}

/**
 * Puts the conversation into the queue; asking again, or when a person has it, changes nothing. Outside the chatbot's
 * hours the customer is told when it opens, and the request is kept until then.
 * Throws Refusal: human-support-off, unknown-conversation, closed, epoch.
 */
export async function requestHuman(routing: Routing, input: RequestInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, input);
    if (!conversation) throw new Refusal('unknown-conversation');
    if (input.epoch !== undefined && input.epoch !== conversation.epoch) throw new Refusal('epoch');
    const writing = await beginWriting(tx, conversation);
    return requestLocked(tx, writing, { actor: input.actor, reason: input.reason, announce: true });
  });
}

/** The request itself, for verbs that do more in the same transaction; it ends the writing. */
export async function requestLocked(tx: Tx, writing: Writing, request: Request): Promise<Conversation> {
  const { conversation } = writing;
  if (conversation.status === 'closed') throw new Refusal('closed');
  const { organizationId, chatbotId } = conversation;
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  if (conversation.status !== 'ai') return requestAgain(tx, writing, chatbot);
  if (!chatbot?.humanSupport) throw new Refusal('human-support-off');
  if (request.quiet) return enterQuietly(tx, writing, request);
  if (request.waiting === 'message') return enter(tx, writing, request, { waiting: 'message' });
  const { wait, now } = await lookAtQueue(tx, writing);
  if (!isOpen(chatbot.hours, now)) return requestOutsideHours(tx, writing, { chatbot, request, now });
  return requestNow(tx, writing, { chatbot, request, wait, now });
}

async function enterQuietly(tx: Tx, writing: Writing, request: Request): Promise<Conversation> {
  const { organizationId, id } = writing.conversation;
  const asked = await enter(tx, writing, request, { waiting: 'live' });
  await clearTimers(tx, { organizationId, id }, ['queue-news']);
  return asked;
}

/** They asked before: who waits for an opening is told again when it is, all others have nothing new to hear. */
async function requestAgain(tx: Tx, writing: Writing, chatbot: Chatbot | null): Promise<Conversation> {
  const { status, waiting, notBefore } = writing.conversation;
  if (status === 'pending' && waiting === 'callback' && notBefore && chatbot?.hours) {
    const { now } = await lookAtQueue(tx, writing);
    if (notBefore > now) await sayClosed(writing, { timezone: chatbot.hours.timezone, at: notBefore, now });
  }
  writing.change({ answerDueAt: null, answerDueSequence: null });
  return writing.finish();
}

interface Asked {
  readonly chatbot: Chatbot;
  readonly request: Request;
  readonly now: Date;
}

async function requestNow(
  tx: Tx,
  writing: Writing,
  { chatbot, request, wait, now }: Asked & { readonly wait: Wait },
): Promise<Conversation> {
  const inPlace = paceOf(writing.customer.channelKind).as === 'status';
  if (inPlace && request.announce)
    await sayToCustomer(writing, { words: (words) => handOffWords(words, wait), cause: 'hand-off', now });
  await tellWait(writing, { wait, now, prefix: request.announce, shown: true });
  const alone = chatbot.routing.onCallInHours && !isSomebodyThere(wait);
  const onCall = alone && (await mustCall(tx, writing.conversation, chatbot));
  const asked = await enter(tx, writing, request, { waiting: 'live', onCall });
  await lookAgain(tx, writing, wait);
  return asked;
}

/** Closed: a callback at the next opening; where there never is one, a message may be left. */
async function requestOutsideHours(
  tx: Tx,
  writing: Writing,
  { chatbot, request, now }: Asked,
): Promise<Conversation> {
  const at = nextOpening(chatbot.hours, now);
  if (!at || !chatbot.hours) {
    await sayNeverOpen(writing, now);
    writing.change({ answerDueAt: null, answerDueSequence: null });
    return writing.finish();
  }
  await sayClosed(writing, { timezone: chatbot.hours.timezone, at, now });
  const onCall = await mustCall(tx, writing.conversation, chatbot);
  return enter(tx, writing, request, { waiting: 'callback', notBefore: at, onCall });
}

/** Into the queue, as a thread. */
async function enter(
  tx: Tx,
  writing: Writing,
  { actor, reason }: Request,
  how: { readonly waiting: Waiting; readonly notBefore?: Date; readonly onCall?: boolean },
): Promise<Conversation> {
  const { openUntil } = writing.conversation;
  await mirrorFromHere(tx, writing);
  return takeTurn(tx, writing, {
    kind: 'conversation.requested-human',
    actor,
    // Whoever is on call is written to when the thread has this line.
    data: { reason, ...(how.onCall ? { onCall: true } : {}) },
    end: 'released',
    change: {
      status: 'pending',
      requestedAt: moment,
      requestReason: reason,
      waiting: how.waiting,
      notBefore: how.notBefore ?? null,
      ...(openUntil ? { windowDueAt: moment } : {}),
    },
    beside: (after) => tellDesk(after, actor, how),
  });
}

/** What people should know beside the request: that nobody waits for the answer, or until when it has time. */
async function tellDesk(
  writing: Writing,
  actor: Actor,
  { waiting, notBefore }: { readonly waiting: Waiting; readonly notBefore?: Date },
): Promise<void> {
  if (waiting === 'live') return;
  const event = waiting === 'message' ? 'conversation.message-left' : 'conversation.callback-booked';
  const data = notBefore ? { at: notBefore.toISOString() } : {};
  await writing.event(event, actor, data);
  await writing.deliver('thread', { kind: 'line', payload: { event, actor, ...data } });
}
