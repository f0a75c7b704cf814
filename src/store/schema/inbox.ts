// The inbox: what customers' channels delivered, kept before it is answered and until it has been acted on.

import { sql } from 'drizzle-orm';
import {
  bigserial,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { channel } from './chatbot.js';
import { createdAt, moment, organizationId } from './columns.js';

/** One thing a channel told. Rows of one customer (`lane`) are acted on in the order of their ids, and then deleted. */
export const inbox = pgTable(
  'inbox',
  {
    organizationId: organizationId(),
    id: bigserial('id', { mode: 'number' }).notNull(),
    channelId: uuid('channel_id').notNull(),
    /** Whose turn it is: the customer's address, so that one customer's trouble holds up nobody else. */
    lane: text('lane').notNull(),
    item: jsonb('item').$type<Record<string, unknown>>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Until then it is one process's own. */
    leaseUntil: moment('lease_until'),
    dueAt: moment('due_at').notNull().defaultNow(),
    /** Set on a dead letter: why it could not be read or acted on. It waits for a person. */
    error: text('error'),
    receivedAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    index('inbox_lane').on(table.channelId, table.lane, table.id).where(sql`${table.error} is null`),
    index('inbox_due').on(table.dueAt).where(sql`${table.error} is null`),
    index('inbox_dead').on(table.receivedAt).where(sql`${table.error} is not null`),
  ],
);

/** How a door is: when it was last heard, and why nothing goes out through it. */
export const channelHealth = pgTable(
  'channel_health',
  {
    organizationId: organizationId(),
    channelId: uuid('channel_id').notNull(),
    heardAt: moment('heard_at'),
    pausedAt: moment('paused_at'),
    pausedUntil: moment('paused_until'),
    pauseClass: text('pause_class'),
    pauseCode: text('pause_code'),
    pauseSentence: text('pause_sentence'),
    /** When people were last told. */
    toldAt: moment('told_at'),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.channelId],
      foreignColumns: [channel.organizationId, channel.id],
    }),
  ],
);
