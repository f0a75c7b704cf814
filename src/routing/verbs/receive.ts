// A customer writes: stored before it is acknowledged, once, in the order of arrival.

import type { Actor } from '../../core/actor.js';
import type { ChannelAccount } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import type { AttachmentId, ConversationId, MessageId } from '../../core/id.js';
import {
  kindForTypes,
  type Markup,
  type MessageDetails,
  type MessageKind,
  messageLimit,
} from '../../core/message.js';
import { storableText } from '../../core/text/storable.js';
import { listAttachmentsOf } from '../../store/attachments.js';
import { type AwaitedSource, insertAwaitedFiles } from '../../store/awaited-files.js';
import { findChatbot } from '../../store/chatbots.js';
import { enrichContact, ensureContact, type NewContactFacts } from '../../store/contacts.js';
import { insertConversation, lockOpenConversation, moment } from '../../store/conversations.js';
import { type CustomerLine, type LineWindow, receiveIntoOpen, type StoredLine } from '../../store/intake.js';
import { findMessageByExternalId } from '../../store/messages.js';
import { type Touch, type Tx, violatedConstraint } from '../../store/store.js';
import { afterSign } from '../../store/windows.js';
import { beginWriting } from '../../store/writing.js';
import { instantAttempt } from '../instant.js';
import type { Routing } from '../routing.js';
import { mirrorFromHere } from './mirror-from-here.js';

export interface ReceiveInput {
  readonly channel: ChannelAccount;
  readonly address: string;
  readonly facts?: NewContactFacts;
  readonly externalId: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly attachmentIds: readonly AttachmentId[];
  readonly at: Date | null;
  /** The channel promises that an id names one content: the same id with other words is refused. */
  readonly strictId?: boolean;
  readonly details?: MessageDetails;
  readonly window?: LineWindow;
  readonly standby?: boolean;
  /** Files that are still to be fetched, in the channel's own words. */
  readonly awaited?: readonly AwaitedSource[];
}

export interface Received {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly sequence: number;
  readonly duplicate: boolean;
}

/**
 * Stores a customer's message. The usual case, an open conversation, is one statement; a first line opens a
 * conversation in a transaction of its own. Throws Refusal: empty-message, too-long, duplicate (same id, other words),
 * file-refused (a file that is not theirs, or was sent already).
 */
export async function receive(routing: Routing, input: ReceiveInput): Promise<Received> {
  const received = await store(routing, input);
  const { awaited = [], channel, address } = input;
  if (awaited.length > 0) {
    const { organizationId, id: channelId } = channel;
    const { conversationId: id, messageId } = received;
    await insertAwaitedFiles(routing.store, { organizationId, id, messageId, channelId, address }, awaited);
  }
  return received;
}

async function store(routing: Routing, input: ReceiveInput): Promise<Received> {
  const text = storableText(input.text);
  if (text.trim() === '' && input.kind === 'text' && input.attachmentIds.length === 0)
    throw new Refusal('empty-message');
  if (text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
  const { organizationId, id: channelId } = input.channel;
  const attachmentIds = [...new Set(input.attachmentIds)];
  const named = { ...input, text, attachmentIds };
  const kind = attachmentIds.length === 0 ? input.kind : await kindByFiles(routing, named);
  if (kind === null) {
    const earlier = await findDuplicate(routing, input, text);
    if (earlier) return earlier;
    throw new Refusal('file-refused', { why: 'it was not found, or sent already' });
  }
  const line: CustomerLine = { ...named, kind, organizationId, channelId };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const stored =
        (await receiveIntoOpen(routing.store, line, instantAttempt(routing))) ??
        (await findDuplicate(routing, input, text));
      if (stored) return 'duplicate' in stored ? stored : announce(routing, line, stored);
      const opened = await open(routing, { ...named, kind });
      if (opened) return opened;
    } catch (error) {
      const constraint = violatedConstraint(error);
      // Someone else stored the same id, or opened the contact's conversation, a moment ago: look again.
      if (constraint !== 'message_external' && constraint !== 'conversation_open') throw error;
    }
  }
  throw new Error('a customer line found neither an open conversation nor a way to open one');
}

/** What a line with files is: by their bytes' types, unless the channel knows better. Null when a file is not to be had. */
async function kindByFiles(routing: Routing, input: ReceiveInput): Promise<MessageKind | null> {
  const { organizationId, id: channelId } = input.channel;
  const owner = { organizationId, channelId, address: input.address };
  const files = await listAttachmentsOf(routing.store, owner, input.attachmentIds);
  if (files.length < input.attachmentIds.length || files.some((file) => file.used)) return null;
  const told = input.kind !== 'text' && input.kind !== 'file';
  return told ? input.kind : kindForTypes(files.map((file) => file.type));
}

function announce(routing: Routing, line: CustomerLine, stored: StoredLine): Received {
  const scope = { organizationId: line.organizationId, id: stored.conversationId };
  const touches: Touch[] = [{ kind: 'feed', channelId: line.channelId, address: line.address }];
  if (stored.mirrored)
    touches.push({ kind: 'lane', lane: 'thread', ...scope, ...(stored.work ? { work: stored.work } : {}) });
  if (stored.answered) touches.push({ kind: 'answer', ...scope });
  routing.store.touched(touches);
  return {
    conversationId: stored.conversationId,
    messageId: stored.messageId,
    sequence: stored.sequence,
    duplicate: false,
  };
}

async function findDuplicate(routing: Routing, input: ReceiveInput, text: string): Promise<Received | null> {
  const { organizationId, id: channelId } = input.channel;
  const known = await findMessageByExternalId(routing.store, organizationId, channelId, input.externalId);
  if (!known) return null;
  if (input.strictId && known.text !== text && !known.editedAt && !known.deletedAt)
    throw new Refusal('duplicate');
  return {
    conversationId: known.conversationId,
    messageId: known.id,
    sequence: known.sequence,
    duplicate: true,
  };
}

async function open(routing: Routing, input: ReceiveInput): Promise<Received | null> {
  return routing.store.transaction(async (tx) => {
    const { channel: door, address } = input;
    const chatbot = await findChatbot(tx, { organizationId: door.organizationId, id: door.chatbotId });
    if (!chatbot) throw new Error('a channel without a chatbot');
    const contactId = await ensureContact(tx, door, address, input.facts);
    if (input.facts)
      await enrichContact(tx, { organizationId: door.organizationId, id: contactId }, input.facts);
    // Another line of the same contact may have opened it while this one waited for the contact.
    if (await lockOpenConversation(tx, door, contactId)) return null;
    const conversation = await insertConversation(tx, { chatbot, door, contactId, address });
    const writing = await beginWriting(tx, conversation);
    const actor: Actor = { kind: 'contact', contactId };
    await writing.event('conversation.opened', actor, {});
    const { externalId, kind, text, markup, attachmentIds, at: channelAt } = input;
    const said = await writing.message(
      { author: 'contact', kind, text, markup, externalId, attachmentIds, channelAt, ...detailsOf(input) },
      actor,
    );
    writing.change({ lastCustomerAt: moment, ...(input.window ? afterSign(input.window) : {}) });
    if (!input.standby) writing.change({ answerDueAt: moment, answerDueSequence: said.sequence });
    if (chatbot.desk?.mirror === 'always') await mirrorFromHere(tx, writing);
    await writing.finish();
    touchAnswer(tx, door, conversation.id);
    return { conversationId: conversation.id, messageId: said.id, sequence: said.sequence, duplicate: false };
  });
}

function detailsOf({ details }: ReceiveInput): { readonly details?: MessageDetails } {
  return details ? { details } : {};
}

function touchAnswer(tx: Tx, door: ChannelAccount, id: ConversationId): void {
  tx.touch({ kind: 'answer', organizationId: door.organizationId, id });
}
