// Deliveries: the outbox, one row for each duty to send something along one lane.

import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  DeliveryError,
  DeliveryKind,
  DeliveryStatus,
  Lane,
  Receipt,
  Target,
} from '../../core/delivery.js';
import { createdAt, moment, organizationId } from './columns.js';
import { conversation } from './conversation.js';
import { message, note } from './message.js';

export const delivery = pgTable(
  'delivery',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    lane: text('lane').$type<Lane>().notNull(),
    sequence: integer('sequence').notNull(),
    kind: text('kind').$type<DeliveryKind>().notNull(),
    messageId: uuid('message_id'),
    noteId: uuid('note_id'),
    status: text('status').$type<DeliveryStatus>().notNull(),
    attemptId: uuid('attempt_id'),
    attempts: integer('attempts').notNull().default(0),
    firstAttemptAt: moment('first_attempt_at'),
    leaseUntil: moment('lease_until'),
    nextAt: moment('next_at').notNull().defaultNow(),
    /** Where it goes, frozen; nothing is looked up when it is sent. */
    target: jsonb('target').$type<Target>().notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default({}),
    externalId: text('external_id'),
    receipt: text('receipt').$type<Receipt>().notNull().default('queued'),
    error: jsonb('error').$type<DeliveryError | null>(),
    createdAt: createdAt(),
    sentAt: moment('sent_at'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversation.organizationId, conversation.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.messageId],
      foreignColumns: [message.organizationId, message.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.noteId],
      foreignColumns: [note.organizationId, note.id],
    }),
    uniqueIndex('delivery_lane').on(table.conversationId, table.lane, table.sequence, table.organizationId),
    index('delivery_open')
      .on(table.conversationId, table.lane, table.sequence)
      .where(sql`${table.status} in ('pending', 'sending', 'ambiguous')`),
    index('delivery_dead')
      .on(table.nextAt)
      .where(sql`${table.status} = 'dead' and ${table.lane} = 'customer'`),
    index('delivery_message')
      .on(table.messageId, table.organizationId)
      .where(sql`${table.lane} = 'customer'`),
    uniqueIndex('delivery_customer_external')
      .on(table.externalId, sql`(${table.target} ->> 'channelId')`, table.organizationId)
      .where(
        sql`${table.lane} = 'customer' and ${table.kind} = 'message' and ${table.externalId} is not null`,
      ),
    // Notes can never leave: what goes to a customer carries a message and nothing else (design §3.7).
    check(
      'delivery_customer_is_message',
      sql`${table.lane} <> 'customer' or (${table.messageId} is not null and ${table.noteId} is null)`,
    ),
    check('delivery_lane_known', sql`${table.lane} in ('thread', 'customer')`),
    check(
      'delivery_status_known',
      sql`${table.status} in ('pending', 'sending', 'ambiguous', 'sent', 'unknown', 'dead', 'cancelled')`,
    ),
    check(
      'delivery_sending_leased',
      sql`${table.status} <> 'sending' or (${table.attemptId} is not null and ${table.leaseUntil} is not null)`,
    ),
  ],
);

/** What must be drawn again: convergent, so rows coalesce and may be drawn twice without harm. */
export const redraw = pgTable(
  'redraw',
  {
    organizationId: organizationId(),
    /** `card` of a conversation, `mark` of an agent's message, `home` of an agent, `board` of a chatbot, `old-board` of none. */
    subject: text('subject').$type<'card' | 'mark' | 'home' | 'board' | 'old-board'>().notNull(),
    subjectId: uuid('subject_id').notNull(),
    wanted: integer('wanted').notNull().default(1),
    drawn: integer('drawn').notNull().default(0),
    dueAt: moment('due_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    /** What is on the desk now, so that the next drawing can replace it. */
    shown: text('shown'),
  },
  (table) => [
    primaryKey({ columns: [table.subjectId, table.subject, table.organizationId] }),
    index('redraw_due').on(table.dueAt).where(sql`${table.wanted} > ${table.drawn}`),
  ],
);

/** What one delivery became where the channel takes it only in parts: which of them are out, and what was reported. */
export const deliveryPart = pgTable(
  'delivery_part',
  {
    organizationId: organizationId(),
    deliveryId: uuid('delivery_id').notNull(),
    part: integer('part').notNull(),
    channelId: uuid('channel_id').notNull(),
    externalId: text('external_id').notNull(),
    receipt: text('receipt').$type<Receipt>().notNull().default('sent'),
    /** True while only the platform's own report says that it is out, and not yet the call that sent it. */
    evidenced: boolean('evidenced').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.deliveryId, table.part, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.deliveryId],
      foreignColumns: [delivery.organizationId, delivery.id],
    }),
    uniqueIndex('delivery_part_external').on(table.externalId, table.channelId, table.organizationId),
  ],
);

/** A channel's report about something we do not know yet: applied once its send is recorded, forgotten after a while. */
export const parkedReceipt = pgTable(
  'parked_receipt',
  {
    organizationId: organizationId(),
    channelId: uuid('channel_id').notNull(),
    externalId: text('external_id').notNull(),
    receipt: text('receipt').$type<Receipt>().notNull(),
    error: jsonb('error').$type<DeliveryError | null>(),
    at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.externalId, table.receipt, table.channelId, table.organizationId] }),
  ],
);
