// A channel reports what became of something we sent: receipts only climb, and evidence settles what was in doubt.

import type { ChannelAccount } from '../../core/chatbot.js';
import { type Delivery, nextReceipt, type Receipt } from '../../core/delivery.js';
import type { OrganizationId } from '../../core/id.js';
import { findContactByAddress } from '../../store/contacts.js';
import { findLastConversation, lockConversation, lockOpenConversation } from '../../store/conversations.js';
import { lockDeliveriesUpTo, lockDeliveriesUpToMoment, setReceipt } from '../../store/deliveries.js';
import {
  bindEvidence,
  climbPart,
  findReported,
  listParked,
  parkReceipt,
  unparkReceipt,
} from '../../store/receipts.js';
import { redrawCard, redrawMark } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { markSeen } from '../../store/visitors.js';
import { closeWindow } from '../../store/windows.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { tellLost } from './tell-lost.js';

export interface ReceiptInput {
  readonly channel: ChannelAccount;
  readonly address: string;
  /** One message by the channel's id of it … */
  readonly externalId?: string;
  /** … which belongs to this part of this delivery of ours … */
  readonly deliveryId?: string;
  readonly part?: number;
  /** … or everything up to a sequence, a moment, or a message of the contact's conversation. */
  readonly upToSequence?: number;
  readonly upToAt?: Date;
  readonly upToExternalId?: string;
  readonly receipt: Exclude<Receipt, 'queued'>;
  readonly error?: { readonly class?: string; readonly code: string; readonly sentence: string };
}

/** Takes a channel's report; receipts only climb (A7), and every climb is shown on the agent's own post. */
export async function recordReceipt(routing: Routing, input: ReceiptInput): Promise<void> {
  await routing.store.transaction(async (tx) => {
    await take(tx, input);
  });
}

async function take(tx: Tx, input: ReceiptInput): Promise<void> {
  if (input.externalId !== undefined) return takeOne(tx, input, input.externalId);
  for (const delivery of await lockReported(tx, input)) await climb(tx, delivery, input);
}

async function lockReported(tx: Tx, input: ReceiptInput): Promise<readonly Delivery[]> {
  if (input.upToSequence !== undefined) return lockUpToSequence(tx, input, input.upToSequence);
  const contactId = await findContactByAddress(tx, input.channel, input.address);
  const conversation = contactId ? await findLastConversation(tx, input.channel, contactId) : null;
  if (!conversation) return [];
  if (input.upToAt !== undefined) return lockDeliveriesUpToMoment(tx, conversation, input.upToAt);
  if (input.upToExternalId === undefined) return [];
  const last = await findReported(tx, input.channel, input.upToExternalId);
  return last?.sentAt ? lockDeliveriesUpToMoment(tx, conversation, last.sentAt) : [];
}

/** The delivery of one external id. An id we do not know yet is kept aside: its send's answer may still be on its way. */
async function takeOne(tx: Tx, input: ReceiptInput, externalId: string): Promise<void> {
  const { channel, deliveryId, part = 0 } = input;
  const evidence = deliveryId === undefined ? null : { deliveryId, part, externalId };
  if (input.receipt === 'failed') await lockItsConversation(tx, input, externalId);
  if (evidence) await bindEvidence(tx, channel, evidence);
  const reported = await findReported(tx, channel, externalId);
  if (!reported) {
    const { receipt, error } = input;
    await parkReceipt(tx, channel, { externalId, receipt, error: error ? withClass(error) : null });
    return;
  }
  const { delivery } = reported;
  if (reported.part === null) return climb(tx, delivery, input);
  // One message in several parts is as far as its least part; while some of them are not out, that is nowhere yet.
  const least = await climbPart(tx, delivery, { part: reported.part, receipt: input.receipt });
  if (least !== 'queued' && (least === 'failed' || delivery.status === 'sent'))
    await climb(tx, delivery, { ...input, receipt: least });
}

/** A failure is told in the conversation too, and whoever needs both locks takes the conversation's first. */
async function lockItsConversation(tx: Tx, { channel }: ReceiptInput, externalId: string): Promise<void> {
  const found = await findReported(tx, channel, externalId, false);
  if (found)
    await lockConversation(tx, {
      organizationId: found.delivery.organizationId,
      id: found.delivery.conversationId,
    });
}

async function lockUpToSequence(tx: Tx, input: ReceiptInput, upTo: number): Promise<readonly Delivery[]> {
  const contactId = await findContactByAddress(tx, input.channel, input.address);
  const conversation = contactId ? await lockOpenConversation(tx, input.channel, contactId) : null;
  if (!conversation) return [];
  const sequence = Math.min(upTo, conversation.sequence);
  if (input.receipt === 'read') await markSeen(tx, input.channel, input.address, sequence);
  return lockDeliveriesUpTo(tx, conversation, sequence);
}

async function climb(tx: Tx, delivery: Delivery, input: ReceiptInput): Promise<void> {
  const { organizationId, messageId } = delivery;
  const receipt = nextReceipt(delivery.receipt, input.receipt);
  if (receipt === null || !messageId) return;
  await setReceipt(tx, delivery, receipt, input.error ? withClass(input.error) : null);
  await redrawMark(tx, { organizationId, id: messageId });
  if (receipt === 'failed') await tellFailure(tx, delivery, input);
}

/** Most of a platform's failures come this way, after it had said yes: the conversation says so too. */
async function tellFailure(tx: Tx, delivery: Delivery, { error }: ReceiptInput): Promise<void> {
  const scope = { organizationId: delivery.organizationId, id: delivery.conversationId };
  const conversation = await lockConversation(tx, scope);
  if (!conversation) return;
  if (error?.class === 'window') await closeWindow(tx, scope);
  const writing = await beginWriting(tx, conversation);
  const actor = { kind: 'system', cause: 'delivery' } as const;
  await writing.event('delivery.dead', actor, { deliveryId: delivery.id, code: error?.code ?? 'failed' });
  const { messageId } = delivery;
  await tellLost(tx, writing, { messageId, event: 'delivery.dead', error: error ? withClass(error) : null });
  await redrawCard(tx, scope);
  await writing.finish();
}

function withClass(error: NonNullable<ReceiptInput['error']>) {
  return { ...error, class: error.class ?? 'content' };
}

/** Applies what was reported before its send was recorded; called by the sweep. */
export async function applyParkedReceipts(routing: Routing): Promise<number> {
  const parked = await listParked(routing.store);
  for (const one of parked) {
    const { organizationId, channelId, externalId, receipt, error } = one;
    const channel = { organizationId: organizationId as OrganizationId, id: channelId } as ChannelAccount;
    await routing.store.transaction(async (tx) => {
      await unparkReceipt(tx, one);
      const input: ReceiptInput = { channel, address: '', externalId, receipt, ...(error ? { error } : {}) };
      await take(tx, input);
    });
  }
  return parked.length;
}
