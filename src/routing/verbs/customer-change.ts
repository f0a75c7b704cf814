// A customer edits or deletes what they wrote, or presses the button for a person.

import type { Actor } from '../../core/actor.js';
import type { ChannelAccount } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import { messageLimit } from '../../core/message.js';
import { storableText } from '../../core/text/storable.js';
import { hasFiles } from '../../store/awaited-files.js';
import { findChatbot } from '../../store/chatbots.js';
import { ensureContact, findContactByAddress } from '../../store/contacts.js';
import { insertConversation, lockConversation, lockOpenConversation } from '../../store/conversations.js';
import {
  changeMessage,
  findMessageByExternalId,
  forgetMessage,
  readEditVersion,
  type StoredMessage,
} from '../../store/messages.js';
import { type Tx, violatedConstraint } from '../../store/store.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { requestLocked } from './request-human.js';

interface Door {
  readonly channel: ChannelAccount;
  readonly address: string;
}

/** New words for a customer's own message; agents see old and new (A23). Unknown ids change nothing. */
export async function editReceived(
  routing: Routing,
  input: Door & { readonly externalId: string; readonly text: string; readonly version?: number },
): Promise<void> {
  const { version } = input;
  const text = storableText(input.text);
  if (text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
  await changeReceived(routing, input, { text, ...(version === undefined ? {} : { version }) });
}

/**
 * A customer's own message taken back: agents see that it was there, and its words are kept nowhere here. Resolves with
 * the keys of its files, whose bytes are the caller's to destroy.
 */
export async function deleteReceived(
  routing: Routing,
  input: Door & { readonly externalId: string },
): Promise<readonly string[]> {
  return changeReceived(routing, input, 'delete');
}

type Change = { readonly text: string; readonly version?: number } | 'delete';

async function changeReceived(
  routing: Routing,
  input: Door & { readonly externalId: string },
  change: Change,
): Promise<readonly string[]> {
  const { organizationId, id: channelId } = input.channel;
  let forgotten: readonly string[] = [];
  await routing.store.transaction(async (tx) => {
    const known = await findMessageByExternalId(tx, organizationId, channelId, input.externalId);
    const contactId = await findContactByAddress(tx, input.channel, input.address);
    if (!known) return;
    const conversation = await lockConversation(tx, { organizationId, id: known.conversationId });
    if (!conversation || conversation.contactId !== contactId) return;
    // Read again under the lock: two changes of one message are seen one after the other.
    const found = await findMessageByExternalId(tx, organizationId, channelId, input.externalId);
    if (found?.author !== 'contact' || found.deletedAt) return;
    const writing = await beginWriting(tx, conversation);
    const actor: Actor = { kind: 'contact', contactId: conversation.contactId };
    const messageId = found.id;
    if (change === 'delete') {
      forgotten = await forgetMessage(tx, found);
      await writing.event('message.deleted', actor, { messageId });
      await writing.deliver('thread', { kind: 'delete', messageId, payload: { messageId } });
    } else {
      if (!(await isNews(tx, found, change))) return;
      const data = { messageId, oldText: found.text };
      await changeMessage(tx, found, { text: change.text, editedAt: new Date() });
      const { version } = change;
      await writing.event('message.edited', actor, {
        ...data,
        ...(version === undefined ? {} : { version }),
      });
      await writing.deliver('thread', { kind: 'edit', messageId, payload: data });
    }
    await writing.finish();
  });
  return forgotten;
}

/** False for what changes nothing: the same words, or an edit that was overtaken by a later one. */
async function isNews(tx: Tx, found: StoredMessage, change: Exclude<Change, 'delete'>): Promise<boolean> {
  const { organizationId, id: messageId } = found;
  if (change.version !== undefined && change.version <= (await readEditVersion(tx, found))) return false;
  if (change.text === found.text) return false;
  // A caption may go away; words without anything else may not.
  if (change.text.trim() === '' && !(await hasFiles(tx, { organizationId, messageId })))
    throw new Refusal('empty-message');
  return true;
}

/** The customer's own button for a person; opens a conversation when they never wrote. Throws Refusal: human-support-off. */
export async function requestByCustomer(routing: Routing, door: Door): Promise<ConversationId> {
  try {
    return await requestOnce(routing, door);
  } catch (error) {
    // The customer's first line opened the conversation a moment ago: it is there now.
    if (violatedConstraint(error) !== 'conversation_open') throw error;
    return requestOnce(routing, door);
  }
}

async function requestOnce(routing: Routing, door: Door): Promise<ConversationId> {
  return routing.store.transaction(async (tx) => {
    const { conversation, isNew } = await openFor(tx, door);
    const writing = await beginWriting(tx, conversation);
    const actor: Actor = { kind: 'contact', contactId: conversation.contactId };
    if (isNew) await writing.event('conversation.opened', actor, {});
    await requestLocked(tx, writing, { actor, reason: 'button', announce: true });
    return conversation.id;
  });
}

async function openFor(tx: Tx, { channel: door, address }: Door) {
  const contactId = await ensureContact(tx, door, address);
  const open = await lockOpenConversation(tx, door, contactId);
  if (open) return { conversation: open, isNew: false };
  const chatbot = await findChatbot(tx, { organizationId: door.organizationId, id: door.chatbotId });
  if (!chatbot) throw new Error('a channel without a chatbot');
  return { conversation: await insertConversation(tx, { chatbot, door, contactId, address }), isNew: true };
}
