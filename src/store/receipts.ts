// What channels report about deliveries: by whose id, with what evidence, and what came before its send was known.

import { and, eq, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import {
  type Delivery,
  type DeliveryError,
  type DeliveryStatus,
  nextReceipt,
  type Receipt,
} from '../core/delivery.js';
import { type ConversationId, type DeliveryId, looksLikeId, type Scoped } from '../core/id.js';
import { toDelivery } from './rows.js';
import { delivery, deliveryPart, parkedReceipt } from './schema/delivery.js';
import type { Reads, Store, Tx } from './store.js';

type Door = Pick<ChannelAccount, 'organizationId' | 'id'>;

/** The delivery an external id belongs to, and which part of it; `part` null when it went out as a whole. */
export interface Reported {
  readonly delivery: Delivery;
  readonly part: number | null;
  readonly sentAt: Date | null;
}

/** Finds what a channel calls by this id, locked where `lock` says so. */
export async function findReported(
  reads: Reads,
  door: Door,
  externalId: string,
  lock = true,
): Promise<Reported | null> {
  const part = await findPart(reads, door, externalId);
  const query = reads.db
    .select()
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, door.organizationId),
        eq(delivery.lane, 'customer').inlineParams(),
        part
          ? eq(delivery.id, part.deliveryId)
          : and(
              eq(delivery.kind, 'message').inlineParams(),
              sql`${delivery.target} ->> 'channelId' = ${door.id}`,
              eq(delivery.externalId, externalId),
            ),
      ),
    );
  const [row] = lock ? await query.for('update') : await query;
  return row ? { delivery: toDelivery(row), part: part?.part ?? null, sentAt: row.sentAt } : null;
}

async function findPart(reads: Reads, door: Door, externalId: string) {
  const [row] = await reads.db
    .select({ deliveryId: deliveryPart.deliveryId, part: deliveryPart.part })
    .from(deliveryPart)
    .where(
      and(
        eq(deliveryPart.organizationId, door.organizationId),
        eq(deliveryPart.channelId, door.id),
        eq(deliveryPart.externalId, externalId),
      ),
    );
  return row ?? null;
}

/** One part of a delivery that is out; `evidenced` while only the platform's report says so. */
export interface SentPart {
  readonly externalId: string;
  readonly evidenced: boolean;
}

/** Which parts of a delivery are out, in order, from the first on and without a gap. */
export async function listParts(reads: Reads, scope: Scoped<DeliveryId>): Promise<SentPart[]> {
  const rows = await reads.db
    .select({
      part: deliveryPart.part,
      externalId: deliveryPart.externalId,
      evidenced: deliveryPart.evidenced,
    })
    .from(deliveryPart)
    .where(and(eq(deliveryPart.organizationId, scope.organizationId), eq(deliveryPart.deliveryId, scope.id)))
    .orderBy(deliveryPart.part);
  // A late report of an earlier try may name a part whose predecessor is to go out again.
  return rows.filter(({ part }, index) => part === index);
}

/** The send goes on behind what only the platform reported: from now on a doubt is about the part after it. */
export async function acknowledgeParts(reads: Reads, scope: Scoped<DeliveryId>): Promise<void> {
  await reads.db
    .update(deliveryPart)
    .set({ evidenced: false })
    .where(
      and(
        eq(deliveryPart.organizationId, scope.organizationId),
        eq(deliveryPart.deliveryId, scope.id),
        eq(deliveryPart.evidenced, true),
      ),
    );
}

export interface NewPart extends Scoped<DeliveryId> {
  readonly channelId: string;
  readonly part: number;
  readonly externalId: string;
}

/** Records that the call which sent a part was answered; what the platform reported of it meanwhile is kept. */
export async function insertPart(reads: Reads, { id, ...part }: NewPart): Promise<void> {
  await reads.db
    .insert(deliveryPart)
    .values({ ...part, deliveryId: id })
    .onConflictDoUpdate({
      target: [deliveryPart.organizationId, deliveryPart.deliveryId, deliveryPart.part],
      set: {
        evidenced: false,
        externalId: sql`excluded.external_id`,
        receipt: sql`case when ${deliveryPart.externalId} = excluded.external_id then ${deliveryPart.receipt} else 'sent' end`,
      },
    });
}

/** Raises the receipt of one part; resolves with the least of those that are out. */
export async function climbPart(
  tx: Tx,
  of: Scoped<DeliveryId>,
  climbed: { readonly part: number; readonly receipt: Receipt },
): Promise<Receipt> {
  const mine = and(eq(deliveryPart.organizationId, of.organizationId), eq(deliveryPart.deliveryId, of.id));
  const parts = await tx.db.select().from(deliveryPart).where(mine).orderBy(deliveryPart.part);
  const receipts = parts.map(({ part, receipt }) =>
    part === climbed.part ? (nextReceipt(receipt, climbed.receipt) ?? receipt) : receipt,
  );
  await tx.db
    .update(deliveryPart)
    .set({ receipt: receipts[parts.findIndex(({ part }) => part === climbed.part)] ?? climbed.receipt })
    .where(and(mine, eq(deliveryPart.part, climbed.part)));
  const order: readonly Receipt[] = ['failed', 'queued', 'sent', 'delivered', 'read'];
  return order.find((receipt) => receipts.includes(receipt)) ?? climbed.receipt;
}

/** What evidence moves on: also what was given up on, if the platform has it after all. */
const inDoubt: readonly DeliveryStatus[] = ['ambiguous', 'unknown', 'dead'];

export interface Evidence {
  readonly deliveryId: string;
  readonly part: number;
  readonly externalId: string;
}

/**
 * The platform brought our own id back: this part of this delivery is out, whatever became of the call that sent it.
 * A delivery that was in doubt because of it goes on behind it (design §3.11). False when it is none of ours.
 */
export async function bindEvidence(tx: Tx, door: Door, found: Evidence): Promise<boolean> {
  if (!looksLikeId(found.deliveryId)) return false;
  const mine = and(eq(delivery.organizationId, door.organizationId), eq(delivery.id, found.deliveryId));
  const [row] = await tx.db
    .select()
    .from(delivery)
    .where(
      and(
        mine,
        eq(delivery.lane, 'customer').inlineParams(),
        sql`${delivery.target} ->> 'channelId' = ${door.id}`,
      ),
    )
    .for('update');
  if (!row) return false;
  if (row.status === 'sent') return true;
  const { organizationId } = door;
  const isNew = await tx.db
    .insert(deliveryPart)
    .values({ organizationId, channelId: door.id, ...found, evidenced: true })
    .onConflictDoNothing()
    .returning({ part: deliveryPart.part });
  if (isNew.length > 0 && inDoubt.includes(row.status)) {
    await tx.db
      .update(delivery)
      .set({ status: 'pending', error: null, receipt: 'queued', nextAt: sql`now()` })
      .where(mine);
    const id = row.conversationId as ConversationId;
    tx.touch({ kind: 'lane', lane: 'customer', organizationId, id });
  }
  return true;
}

/** Keeps a report about something we do not know (yet). */
export async function parkReceipt(
  tx: Tx,
  door: Door,
  report: {
    readonly externalId: string;
    readonly receipt: Receipt;
    readonly error: DeliveryError | null;
  },
): Promise<void> {
  await tx.db
    .insert(parkedReceipt)
    .values({ organizationId: door.organizationId, channelId: door.id, ...report })
    .onConflictDoNothing();
}

export type ParkedReceipt = Pick<
  typeof parkedReceipt.$inferSelect,
  'organizationId' | 'channelId' | 'externalId'
> & { readonly receipt: Exclude<Receipt, 'queued'>; readonly error: DeliveryError | null };

/** Parked reports whose send is recorded by now, oldest first; those nobody ever claimed are forgotten after a while. */
export async function listParked(store: Store): Promise<readonly ParkedReceipt[]> {
  return store.run<ParkedReceipt & Record<string, unknown>>(parkedStatement, []);
}

const parkedStatement = {
  name: 'receipts-parked',
  text: `with gone as (delete from parked_receipt where created_at < now() - interval '15 minutes')
select p.organization_id as "organizationId", p.channel_id as "channelId", p.external_id as "externalId", p.receipt, p.error
from parked_receipt p
where exists (select 1 from delivery d where d.external_id = p.external_id and d.target ->> 'channelId' = p.channel_id::text
    and d.organization_id = p.organization_id and d.lane = 'customer' and d.kind = 'message')
  or exists (select 1 from delivery_part q where q.external_id = p.external_id and q.channel_id = p.channel_id
    and q.organization_id = p.organization_id)
order by p.created_at limit 200`,
};

export async function unparkReceipt(tx: Tx, parked: ParkedReceipt): Promise<void> {
  await tx.db
    .delete(parkedReceipt)
    .where(
      and(
        eq(parkedReceipt.organizationId, parked.organizationId),
        eq(parkedReceipt.channelId, parked.channelId),
        eq(parkedReceipt.externalId, parked.externalId),
        eq(parkedReceipt.receipt, parked.receipt),
      ),
    );
}
