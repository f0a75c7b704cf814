// Deliveries beside the lanes' own statements: receipts, retries by people, rows given up on.

import { and, eq, inArray, lte, or, sql } from 'drizzle-orm';
import type { Delivery, Receipt } from '../core/delivery.js';
import type { ConversationId, DeliveryId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import { toDelivery } from './rows.js';
import { delivery } from './schema/delivery.js';
import { message } from './schema/message.js';
import type { Reads, Tx } from './store.js';

/** How far a platform's clock may be behind the database's. */
const clockSlackMs = 1_000;

const customerMessage = and(
  eq(delivery.lane, 'customer').inlineParams(),
  eq(delivery.kind, 'message').inlineParams(),
);

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

/** Deliveries sent until then whose receipt may still climb, locked. A channel's clock may run a little behind ours. */
export async function lockDeliveriesUpToMoment(
  tx: Tx,
  scope: Scoped<ConversationId>,
  at: Date,
): Promise<Delivery[]> {
  const rows = await tx.db
    .select()
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, scope.organizationId),
        eq(delivery.conversationId, scope.id),
        customerMessage,
        inArray(delivery.receipt, ['sent', 'delivered']),
        lte(delivery.sentAt, new Date(at.getTime() + clockSlackMs)),
      ),
    )
    .orderBy(delivery.sequence)
    .for('update');
  return rows.map(toDelivery);
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
          inArray(delivery.status, ['dead', 'unknown']).inlineParams(),
          // Sent, and then reported as failed by the channel.
          and(eq(delivery.status, 'sent'), eq(delivery.receipt, 'failed')),
        ),
        eq(delivery.lane, 'customer').inlineParams(),
        messageId ? eq(delivery.messageId, messageId) : undefined,
      ),
    )
    .orderBy(delivery.sequence)
    .for('update');
  return rows.map(toDelivery);
}

/**
 * Puts a stuck row at the end of its lane, to be tried anew; order never silently changes (design: late). Parts that
 * are with the customer stay sent: it goes on with the first one that failed.
 */
export async function requeueDelivery(tx: Tx, scope: Scoped<DeliveryId>, sequence: number): Promise<void> {
  await tx.db.execute(sql`
    delete from delivery_part p where p.organization_id = ${scope.organizationId} and p.delivery_id = ${scope.id}
      and p.part >= (select min(f.part) from delivery_part f
        where f.organization_id = p.organization_id and f.delivery_id = p.delivery_id and f.receipt = 'failed')`);
  await tx.db
    .update(delivery)
    .set({
      status: 'pending',
      receipt: 'queued',
      attempts: 0,
      attemptId: null,
      // Its day to arrive in begins anew.
      firstAttemptAt: null,
      sentAt: null,
      externalId: null,
      error: null,
      nextAt: sql`now()`,
      sequence,
    })
    .where(and(eq(delivery.organizationId, scope.organizationId), eq(delivery.id, scope.id)));
}

/** Withdraws what the assistant wrote and nobody has begun to send. */
export async function withdrawAssistantWords(tx: Tx, scope: Scoped<ConversationId>): Promise<void> {
  await tx.db.execute(sql`
    update delivery d set status = 'cancelled' from message m
    where d.organization_id = ${scope.organizationId} and d.conversation_id = ${scope.id} and d.lane = 'customer'
      and d.status = 'pending' and m.id = d.message_id and m.organization_id = d.organization_id and m.author = 'assistant'`);
}

export async function cancelDelivery(tx: Tx, scope: Scoped<DeliveryId>): Promise<void> {
  await tx.db
    .update(delivery)
    .set({ status: 'cancelled' })
    .where(and(eq(delivery.organizationId, scope.organizationId), eq(delivery.id, scope.id)));
}

/** A send whose answer is not here yet, with what it says and how many of its parts are out. */
export type DoubtfulSend = {
  readonly deliveryId: DeliveryId;
  readonly text: string;
  readonly files: number;
  readonly parts: number;
};

/** The sends to this address whose answer is not here yet: what is under way first, then the newest. */
export async function listDoubtfulSends(
  reads: Reads,
  door: { readonly organizationId: OrganizationId; readonly id: string },
  address: string,
): Promise<DoubtfulSend[]> {
  const found = await reads.db.execute<DoubtfulSend>(sql`
    select d.id as "deliveryId", m.text,
      (select count(*)::int from attachment f where f.message_id = m.id and f.organization_id = m.organization_id) as files,
      (select count(*)::int from delivery_part p where p.delivery_id = d.id and p.organization_id = d.organization_id) as parts
    from contact_address a
    join conversation c on c.contact_id = a.contact_id and c.channel_id = a.channel_id and c.organization_id = a.organization_id
    join delivery d on d.conversation_id = c.id and d.organization_id = c.organization_id
    join message m on m.id = d.message_id and m.organization_id = d.organization_id
    where a.organization_id = ${door.organizationId} and a.channel_id = ${door.id} and a.address = ${address}
      and d.lane = 'customer' and d.kind = 'message' and d.status in ('sending', 'ambiguous', 'unknown')
    order by d.status = 'unknown', c.reference desc, d.sequence desc limit 20`);
  return found.rows;
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
        eq(delivery.lane, 'thread').inlineParams(),
        // Also what is on its way: its attempt is fenced off, and a lost thread has no use for it.
        inArray(delivery.status, ['pending', 'sending', 'ambiguous']).inlineParams(),
      ),
    )
    .returning();
  return rows.map(toDelivery).sort((one, other) => one.sequence - other.sequence);
}
