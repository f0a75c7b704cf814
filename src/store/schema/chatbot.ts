// Chatbots and their doors on the customer channels.

import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Chatbot, Hours, RoutingPolicy } from '../../core/chatbot.js';
import { createdAt, moment, organizationId } from './columns.js';
import { organization } from './organization.js';

export const chatbot = pgTable(
  'chatbot',
  {
    organizationId: organizationId().references(() => organization.id),
    id: uuid('id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    pictureUrl: text('picture_url'),
    humanSupport: boolean('human_support').notNull(),
    assistant: jsonb('assistant').$type<Chatbot['assistant']>().notNull(),
    deskKind: text('desk_kind'),
    deskTeam: text('desk_team'),
    deskPlace: text('desk_place'),
    deskMirror: text('desk_mirror').notNull().default('on-request'),
    routing: jsonb('routing').$type<RoutingPolicy>().notNull(),
    handOff: jsonb('hand_off').$type<Chatbot['handOff']>().notNull(),
    hours: jsonb('hours').$type<Hours | null>(),
    categories: text('categories').array().notNull(),
    requiredToClose: text('required_to_close').array().notNull().default([]),
    asksRating: boolean('asks_rating').notNull().default(false),
    boardRef: text('board_ref'),
    /** What the configuration last declared; a difference to the columns is drift an admin made. */
    declared: jsonb('declared').$type<Record<string, unknown> | null>(),
    removedAt: moment('removed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    uniqueIndex('chatbot_key').on(table.key, table.organizationId),
    index('chatbot_place').on(table.deskKind, table.deskPlace),
    index('chatbot_uncounted')
      .on(table.organizationId)
      .where(sql`(${table.routing} ->> 'uncountedAfterMinutes') is not null`),
    check('chatbot_desk', sql`(${table.deskKind} is null) = (${table.deskPlace} is null)`),
  ],
);

export const channel = pgTable(
  'channel',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    chatbotId: uuid('chatbot_id').notNull(),
    kind: text('kind').notNull(),
    account: text('account').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    removedAt: moment('removed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.chatbotId],
      foreignColumns: [chatbot.organizationId, chatbot.id],
    }),
    // One account is one door, whoever asks: an inbound webhook is routed by it alone.
    uniqueIndex('channel_account').on(table.kind, table.account),
  ],
);
