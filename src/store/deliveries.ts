// Deliveries beside the lanes' own statements: receipts, retries by people, rows given up on.

import { and, eq, inArray, lte, or, sql } from 'drizzle-orm';
import type { Delivery, Receipt } from '../core/delivery.js';
import type { ChannelId, ConversationId, DeliveryId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import { toDelivery } from './rows.js';
import { delivery } from './schema/delivery.js';
import { message } from './schema/message.js';
import type { Reads, Tx } from './store.js';

const customerMessage = and(eq(delivery.lane, 'customer'), eq(delivery.kind, 'message'));

/** The delivery a channel calls by this id, locked. */
export async function lockDeliveryByExternalId(
  tx: Tx,
  organizationId: OrganizationId,
  channelId: ChannelId,
  externalId: string,
): Promise<Delivery | null> {
  const [row] = await tx.db
    .select()
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, organizationId),
        sql`${delivery.target} ->> 'channelId' = ${channelId}`,
        eq(delivery.externalId, externalId),
        customerMessage,
      ),
    )
    .for('update');
  return row ? toDelivery(row) : null;
}

/** Deliveries of messages up to a place of the conversation whose receipt may still climb, locked. */
export async function lockDeliveriesUpTo(
  tx: Tx,
  scope: Scoped<ConversationId>,
  sequence: number,
): Promise<Delivery[]> {
  const rows = await tx.db
    .select({ delivery })
    .from(delivery)
    .innerJoin(
      message,
      and(eq(message.organizationId, delivery.organizationId), eq(message.id, delivery.messageId)),
    )
    .where(
      and(
        eq(delivery.organizationId, scope.organizationId),
        eq(delivery.conversationId, scope.id),
        customerMessage,
        inArray(delivery.receipt, ['queued', 'sent', 'delivered']),
        lte(message.sequence, sequence),
      ),
    )
    // Drains take a lane's rows from the front: whoever takes several goes the same way.
    .orderBy(delivery.sequence)
    .for('update', { of: delivery });
  return rows.map((row) => toDelivery(row.delivery));
}

export async function setReceipt(
  tx: Tx,
  scope: Scoped<DeliveryId>,
  receipt: Receipt,
  error: Delivery['error'] = null,
): Promise<void> {
  await tx.db
    .update(delivery)
    .set({
      receipt,
      ...(error ? { error } : {}),
      // Evidence that it arrived settles what was given up on: nobody shall send it again.
      ...(receipt === 'delivered' || receipt === 'read'
        ? {
            status: sql`case when ${delivery.status} in ('dead', 'unknown') then 'sent' else ${delivery.status} end`,
          }
        : {}),
    })
    .where(and(eq(delivery.organizationId, scope.organizationId), eq(delivery.id, scope.id)));
}

/** What did not reach the customer, or nobody knows, oldest first; of one message when it is named. */
export async function lockStuckDeliveries(
  tx: Tx,
  scope: Scoped<ConversationId>,
  messageId: MessageId | null,
): Promise<Delivery[]> {
  const rows = await tx.db
    .select()
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, scope.organizationId),
        eq(delivery.conversationId, scope.id),
        or(
          inArray(delivery.status, ['dead', 'unknown']),
          // Sent, and then reported as failed by the channel.
          and(eq(delivery.status, 'sent'), eq(delivery.receipt, 'failed')),
        ),
        eq(delivery.lane, 'customer'),
        messageId ? eq(delivery.messageId, messageId) : undefined,
      ),
    )
    .orderBy(delivery.sequence)
    .for('update');
  return rows.map(toDelivery);
}

/** Puts a stuck row at the end of its lane, to be tried anew; order never silently changes (design: late). */
export async function requeueDelivery(tx: Tx, scope: Scoped<DeliveryId>, sequence: number): Promise<void> {
  await tx.db
    .update(delivery)
    .set({
      status: 'pending',
      receipt: 'queued',
      attempts: 0,
      attemptId: null,
      externalId: null,
      error: null,
      nextAt: sql`now()`,
      sequence,
    })
    .where(and(eq(delivery.organizationId, scope.organizationId), eq(delivery.id, scope.id)));
}

export async function cancelDelivery(tx: Tx, scope: Scoped<DeliveryId>): Promise<void> {
  await tx.db
    .update(delivery)
    .set({ status: 'cancelled' })
    .where(and(eq(delivery.organizationId, scope.organizationId), eq(delivery.id, scope.id)));
}

/** How the delivery of one message stands. */
export async function findCustomerDelivery(reads: Reads, scope: Scoped<MessageId>): Promise<Delivery | null> {
  const [row] = await reads.db
    .select()
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, scope.organizationId),
        eq(delivery.messageId, scope.id),
        customerMessage,
      ),
    );
  return row ? toDelivery(row) : null;
}

/** What a withdrawn delivery was for. */
export type WithdrawnDuty = Pick<Delivery, 'kind' | 'messageId' | 'noteId' | 'payload'>;

/** Withdraws what the thread's lane still holds, so that it can be written again for another thread; oldest first. */
export async function withdrawThreadLane(tx: Tx, scope: Scoped<ConversationId>): Promise<WithdrawnDuty[]> {
  const rows = await tx.db
    .update(delivery)
    .set({ status: 'cancelled', leaseUntil: null })
    .where(
      and(
        eq(delivery.organizationId, scope.organizationId),
        eq(delivery.conversationId, scope.id),
        eq(delivery.lane, 'thread'),
        // Also what is on its way: its attempt is fenced off, and a lost thread has no use for it.
        inArray(delivery.status, ['pending', 'sending', 'ambiguous']),
      ),
    )
    .returning();
  return rows.map(toDelivery).sort((one, other) => one.sequence - other.sequence);
}
