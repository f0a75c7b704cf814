// Our side of a channel comes back to us: our own sends are evidence, anyone else's words are shown and respected.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { AttachmentId } from '../../core/id.js';
import type { MessageDetails, MessageKind } from '../../core/message.js';
import { type AwaitedSource, insertAwaitedFiles } from '../../store/awaited-files.js';
import { findChatbot } from '../../store/chatbots.js';
import { ensureContact } from '../../store/contacts.js';
import { insertConversation, lockOpenConversation, moment } from '../../store/conversations.js';
import { type DoubtfulSend, listDoubtfulSends } from '../../store/deliveries.js';
import { findMessageByExternalId } from '../../store/messages.js';
import { bindEvidence, findReported } from '../../store/receipts.js';
import type { Tx } from '../../store/store.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { NotYet } from '../inbox-lane.js';
import type { Routing } from '../routing.js';
import { leaveAssistant } from './leave-assistant.js';

export interface EchoInput {
  readonly channel: ChannelAccount;
  readonly address: string;
  readonly externalId: string;
  readonly deliveryId?: string;
  readonly part?: number;
  readonly ours?: boolean;
  readonly kind: MessageKind;
  readonly text: string;
  readonly details?: MessageDetails;
  readonly attachmentIds: readonly AttachmentId[];
  readonly awaited: readonly AwaitedSource[];
  readonly at: Date | null;
}

/** How long a send's own answer may come after its echo, where the platform brings nothing of ours back. */
const answerDelayMs = 2_000;

/**
 * Takes an echo. Ours, by our id, by an id we know, or by a send whose answer is not here yet: bound to its delivery.
 * Anyone else's: shown in the conversation, which the assistant leaves. Throws `NotYet` while that cannot be told.
 */
export async function echo(routing: Routing, input: EchoInput, attempt = 1): Promise<void> {
  await routing.store.transaction(async (tx) => {
    if (await isOurs(tx, input, attempt)) return;
    await showForeign(tx, input);
  });
}

async function isOurs(tx: Tx, input: EchoInput, attempt: number): Promise<boolean> {
  const { channel: door, externalId, deliveryId, part = 0 } = input;
  if (deliveryId !== undefined && (await bindEvidence(tx, door, { deliveryId, part, externalId })))
    return true;
  if (await findReported(tx, door, externalId, false)) return true;
  if (await findMessageByExternalId(tx, door.organizationId, door.id, externalId)) return true;
  const doubtful = await listDoubtfulSends(tx, door, input.address);
  if (doubtful.length === 0) return input.ours === true;
  if (attempt === 1) throw new NotYet(answerDelayMs);
  // Still no answer to the send: it is the one that says the same.
  const same = doubtful.find((send) => saysTheSame(input, send));
  if (same) await bindEvidence(tx, door, { deliveryId: same.deliveryId, part: same.parts, externalId });
  return same !== undefined || input.ours === true;
}

/** Shorter words than these could be part of a long message by chance. */
const leastPartLength = 80;

/** A channel prints our words in its own way and cuts long ones: compared are letters and digits alone. */
function saysTheSame({ kind, text }: EchoInput, send: DoubtfulSend): boolean {
  const said = onlyWords(text);
  const meant = onlyWords(send.text);
  if (said === '') return text.trim() === send.text.trim() ? meant === '' : kind !== 'text' && send.files > 0;
  return said === meant || (said.length >= leastPartLength && meant.includes(said));
}

function onlyWords(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

async function showForeign(tx: Tx, input: EchoInput): Promise<void> {
  const { channel: door, address } = input;
  const contactId = await ensureContact(tx, door, address);
  const conversation =
    (await lockOpenConversation(tx, door, contactId)) ?? (await open(tx, input, contactId));
  if (!conversation) return;
  const writing = await beginWriting(tx, conversation);
  const via = input.details?.via ?? 'another application';
  const actor = { kind: 'system', cause: via } as const;
  if (conversation.sequence === 0) await writing.event('conversation.opened', actor, {});
  const { kind, text, externalId, attachmentIds, at: channelAt, details = {} } = input;
  const said = await writing.message(
    {
      author: 'colleague',
      kind,
      text,
      markup: 'plain',
      externalId,
      attachmentIds,
      channelAt,
      details: { ...details, via },
    },
    actor,
  );
  const scope = { organizationId: door.organizationId, id: conversation.id };
  await insertAwaitedFiles(tx, { ...scope, messageId: said.id, channelId: door.id, address }, input.awaited);
  // A colleague's words from elsewhere answer the customer as well as ours do.
  writing.change({ lastReplyAt: moment });
  await finishForeign(tx, writing, said.id, via);
}

/** The line is part of what a new thread begins with; an older thread gets it as its next. */
async function finishForeign(
  tx: Tx,
  writing: Writing,
  messageId: Parameters<typeof bindEvidence>[2]['deliveryId'] & string,
  via: string,
): Promise<void> {
  await writing.deliver('thread', { kind: 'message', messageId: messageId as never });
  if (writing.conversation.status === 'ai') await leaveAssistant(tx, writing, `answered from ${via}`);
  else await writing.finish();
}

async function open(
  tx: Tx,
  { channel: door, address }: EchoInput,
  contactId: Awaited<ReturnType<typeof ensureContact>>,
) {
  const chatbot = await findChatbot(tx, { organizationId: door.organizationId, id: door.chatbotId });
  return chatbot ? insertConversation(tx, { chatbot, door, contactId, address }) : null;
}
