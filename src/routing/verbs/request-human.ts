// A person is asked for: the conversation waits in the queue and becomes a thread.

import type { Actor } from '../../core/actor.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { findChatbot } from '../../store/chatbots.js';
import { lockConversation, moment } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { takeTurn } from './turn.js';

export interface RequestInput extends Scoped<ConversationId> {
  readonly actor: Actor;
  /** Why, in a few words for the agents: `button`, `phrase`, `3 failed answers`, or the assistant's reason. */
  readonly reason: string;
  /** The epoch the request was made under; an older one is ignored. */
  readonly epoch?: number;
}

/** What the customer reads when nobody else said it: a hand-off is never silent. */
const handOffText = 'One moment, I am getting a colleague for you.';

/**
 * Puts the conversation into the queue; asking again, or when a person has it, changes nothing.
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

/** The request itself, for verbs that do more in the same transaction. `announce` says the hand-off aloud. */
export async function requestLocked(
  tx: Tx,
  writing: Writing,
  request: { readonly actor: Actor; readonly reason: string; readonly announce: boolean },
): Promise<Conversation> {
  const { conversation } = writing;
  if (conversation.status === 'closed') throw new Refusal('closed');
  if (conversation.status !== 'ai') return conversation;
  const chatbot = await findChatbot(tx, {
    organizationId: conversation.organizationId,
    id: conversation.chatbotId,
  });
  if (!chatbot?.humanSupport) throw new Refusal('human-support-off');
  if (request.announce) await announceHandOff(tx, writing);
  await mirrorFromHere(tx, writing);
  return takeTurn(tx, writing, {
    kind: 'conversation.requested-human',
    actor: request.actor,
    data: { reason: request.reason },
    end: 'released',
    change: {
      status: 'pending',
      requestedAt: moment,
      requestReason: request.reason,
      ...(conversation.openUntil ? { windowDueAt: moment } : {}),
    },
  });
}

async function announceHandOff(_tx: Tx, writing: Writing): Promise<void> {
  const actor: Actor = { kind: 'system', cause: 'hand-off' };
  const said = await writing.message({ author: 'system', text: handOffText, markup: 'plain' }, actor);
  await writing.deliver('customer', { kind: 'message', messageId: said.id });
  await writing.deliver('thread', { kind: 'message', messageId: said.id });
}
