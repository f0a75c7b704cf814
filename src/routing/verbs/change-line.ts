// An agent edits or deletes a line they had typed: the customer's copy follows where the channel can, else the author is told.

import type { Actor } from '../../core/actor.js';

import { agentMayIn } from '../../core/conversation.js';
import type { DeskRefParts } from '../../core/desk-ref.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId, MessageId } from '../../core/id.js';
import { messageLimit } from '../../core/message.js';
import { findAgentByIdentity } from '../../store/agents.js';
import { findChannel } from '../../store/chatbots.js';
import { lockConversation } from '../../store/conversations.js';
import { changeMessage, findMessageByDeskRef, type StoredMessage } from '../../store/messages.js';
import { changeNote, findNoteByDeskRef } from '../../store/notes.js';
import type { Tx } from '../../store/store.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import type { Routing } from '../routing.js';

/**
 * `kept-old`: stored here, but the customer keeps what they have; `stays-deleted`: it was taken back, and no channel
 * brings it again; `not-ours`: the post is no message of ours.
 */
export type LineOutcome =
  | {
      readonly outcome: 'edited' | 'deleted' | 'kept-old' | 'stays-deleted' | 'note-edited';
      readonly conversationId: ConversationId;
      readonly messageId?: MessageId;
    }
  | { readonly outcome: 'not-ours' };

/** Tells whether a channel kind can change or take back a message; handed in, so that verbs know no channel. */
export interface ChannelAbilities {
  canEdit(kind: string): boolean;
  canRemove(kind: string): boolean;
}

interface Line extends DeskRefParts {
  readonly user: string | null;
}

/** Stores the new words of a line. Only its author's edits count, for as long as they work for the chatbot. */
export async function editLine(
  routing: Routing,
  line: Line & { readonly text: string },
  abilities: ChannelAbilities,
): Promise<LineOutcome> {
  return changeLine(routing, line, async ({ tx, message, writing, actor, channelKind }) => {
    if (message.deletedAt) return 'stays-deleted';
    if (message.text === line.text) return 'edited';
    if (line.text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
    await changeMessage(tx, message, { text: line.text, editedAt: new Date() });
    await writing.event('message.edited', actor, { messageId: message.id, oldText: message.text });
    if (!abilities.canEdit(channelKind)) return 'kept-old';
    await writing.deliver('customer', { kind: 'edit', messageId: message.id });
    return 'edited';
  });
}

/** Takes a line back. */
export async function deleteLine(
  routing: Routing,
  line: Line,
  abilities: ChannelAbilities,
): Promise<LineOutcome> {
  return changeLine(routing, line, async ({ tx, message, writing, actor, channelKind }) => {
    if (message.deletedAt) return 'deleted';
    if (!abilities.canRemove(channelKind)) return 'kept-old';
    await changeMessage(tx, message, { deletedAt: new Date() });
    await writing.event('message.deleted', actor, { messageId: message.id });
    await writing.deliver('customer', { kind: 'delete', messageId: message.id });
    return 'deleted';
  });
}

interface ChangeFacts {
  readonly tx: Tx;
  readonly message: StoredMessage;
  readonly writing: Writing;
  readonly actor: Actor;
  readonly channelKind: string;
}

async function changeLine(
  routing: Routing,
  line: Line & { readonly text?: string },
  change: (facts: ChangeFacts) => Promise<'edited' | 'deleted' | 'kept-old' | 'stays-deleted'>,
): Promise<LineOutcome> {
  const { desk, team, place, ref } = line;
  const deskRef = { desk, team, place, ref };
  const found = await findMessageByDeskRef(routing.store, deskRef);
  if (!found) return changeNoteLine(routing, line);
  return routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, {
      organizationId: found.organizationId,
      id: found.conversationId,
    });
    const message = await findMessageByDeskRef(tx, deskRef);
    const author = line.user === null ? null : await findAgentByIdentity(tx, { desk, team, user: line.user });
    if (!conversation || !message?.agentId) return { outcome: 'not-ours' };
    // Someone who left the desk or the chatbot no longer changes what a customer reads.
    const mayChange = author?.id === message.agentId && agentMayIn(author, 'work', conversation);
    if (line.user !== null && !mayChange) return { outcome: 'not-ours' };
    const door = await findChannel(tx, {
      organizationId: conversation.organizationId,
      id: conversation.channelId,
    });
    const writing = await beginWriting(tx, conversation);
    const actor: Actor = { kind: 'agent', agentId: message.agentId, name: author?.name ?? '' };
    const outcome = await change({ tx, message, writing, actor, channelKind: door?.kind ?? '' });
    await writing.finish();
    return { outcome, conversationId: conversation.id, messageId: message.id };
  });
}

async function changeNoteLine(
  routing: Routing,
  line: Line & { readonly text?: string },
): Promise<LineOutcome> {
  const { desk, team, user, text } = line;
  const note = await findNoteByDeskRef(routing.store, line);
  if (!note || text === undefined) return { outcome: 'not-ours' };
  const author = user === null ? null : await findAgentByIdentity(routing.store, { desk, team, user });
  if (author?.id !== note.agentId) return { outcome: 'not-ours' };
  if (text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
  await routing.store.transaction((tx) => changeNote(tx, note, text.replace(/^!note\s+/i, '')));
  return { outcome: 'note-edited', conversationId: note.conversationId };
}
