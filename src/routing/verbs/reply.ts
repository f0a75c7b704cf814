// An agent speaks to the customer: the hot path from the thread, and the careful path for everything else.

import type { Agent } from '../../core/agent.js';
import { mayReply } from '../../core/conversation.js';
import type { DeskRefParts } from '../../core/desk-ref.js';
import { Refusal } from '../../core/errors.js';
import type { FeedEvent } from '../../core/feed.js';
import type { AttachmentId, ConversationId, MessageId } from '../../core/id.js';
import { messageLimit } from '../../core/message.js';
import { mustBeInWindow } from '../../core/reply-window.js';
import { moment } from '../../store/conversations.js';
import { findMessageByDeskClient, findMessageByDeskRef } from '../../store/messages.js';
import { redrawMark } from '../../store/redraws.js';
import { type Touch, type Tx, violatedConstraint } from '../../store/store.js';
import { replyFromThread, type SentLine, type ThreadLine } from '../../store/thread-replies.js';
import { instantAttempt } from '../instant.js';
import type { Routing } from '../routing.js';
import { type Gate, passGate } from './gate.js';

export interface ReplyInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** CommonMark. */
  readonly text: string;
  readonly attachmentIds?: readonly AttachmentId[];
  /** The post it was typed in; null for forms and slash commands, whose words are mirrored into the thread. */
  readonly desk: { readonly ref: DeskRefParts | null; readonly clientId?: string | null };
}

export interface Replied {
  readonly messageId: MessageId;
  readonly duplicate: boolean;
}

/** Replies. Throws Refusal: not-owner, closed, empty-message, too-long. The same post twice is one reply (A22). */
export async function reply(routing: Routing, input: ReplyInput): Promise<Replied> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.agent, conversationId: input.conversationId });
    return replyLocked(tx, gate, input);
  });
}

/** The reply itself, for verbs that do more in the same transaction. */
export async function replyLocked(
  tx: Tx,
  gate: Gate,
  input: Omit<ReplyInput, 'agent' | 'conversationId'>,
): Promise<Replied> {
  const { agent, conversation, owner, actor, writing } = gate;
  const { ref, clientId = null } = input.desk;
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  const earlier =
    (ref && (await findMessageByDeskRef(tx, ref))) ??
    (clientId ? await findMessageByDeskClient(tx, scope, clientId) : null);
  if (earlier) return { messageId: earlier.id, duplicate: true };
  mayReply({ conversation, agent, ownerName: owner?.name ?? null });
  mustBeInWindow(conversation, new Date());
  mustSaySomething(input);
  const said = await writing.message(
    {
      author: 'agent',
      agentId: agent.id,
      text: input.text,
      markup: 'commonmark',
      deskRef: ref,
      deskClientId: clientId,
      attachmentIds: input.attachmentIds ?? [],
    },
    actor,
  );
  await writing.deliver('customer', { kind: 'message', messageId: said.id });
  if (ref) await redrawMark(tx, { organizationId: scope.organizationId, id: said.id });
  else await writing.deliver('thread', { kind: 'message', messageId: said.id });
  writing.change({ lastReplyAt: moment, ...(conversation.firstReplyAt ? {} : { firstReplyAt: moment }) });
  await writing.finish();
  return { messageId: said.id, duplicate: false };
}

/** Refuses what would reach the customer as nothing or as too much. */
export function mustSaySomething(said: {
  readonly text: string;
  readonly attachmentIds?: readonly AttachmentId[];
}): void {
  if (said.text.trim() === '' && (said.attachmentIds?.length ?? 0) === 0) throw new Refusal('empty-message');
  if (said.text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
}

function touchesOf(sent: SentLine): Touch[] {
  const { organizationId, conversationId: id, channelId, address, work, message } = sent;
  if (!sent.shown) return [{ kind: 'lane', lane: 'customer', organizationId, id, ...(work ? { work } : {}) }];
  const event: FeedEvent = {
    sequence: message.sequence,
    kind: 'message.sent',
    at: message.createdAt,
    name: null,
    message: { ...message, externalId: null, receipt: 'sent' },
    agent: { name: message.authorName, pictureUrl: message.authorPictureUrl },
    status: 'active',
  };
  return [{ kind: 'feed', channelId, address, next: { conversationId: id, event } }];
}

export type ThreadLineOutcome =
  | { readonly outcome: 'sent'; readonly messageId: MessageId }
  | { readonly outcome: 'other' };

/**
 * The hot path: one statement when the owner types plain words into the thread of their active conversation.
 * `other` is everything else (a duplicate, not the owner, closed, …): the caller looks closer and says why.
 */
export async function replyInThread(routing: Routing, line: ThreadLine): Promise<ThreadLineOutcome> {
  if (line.text.trim() === '' || line.text.length > messageLimit) return { outcome: 'other' };
  try {
    const sent = await replyFromThread(routing.store, line, instantAttempt(routing), routing.ownFeeds);
    if (!sent) return { outcome: 'other' };
    routing.store.touched(touchesOf(sent));
    return { outcome: 'sent', messageId: sent.messageId };
  } catch (error) {
    // Two deliveries of one event at once: the second dies on the unique key and is looked at as a duplicate.
    if (violatedConstraint(error)?.startsWith('message_desk_')) return { outcome: 'other' };
    throw error;
  }
}
