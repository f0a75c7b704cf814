// What the switchboard keeps beside the conversations: timers, ratings, prepared answers, members of places, the audit trail.

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
import type { Actor } from '../../core/actor.js';
import type { TimerKind } from '../../core/timer.js';
import { agent } from './agent.js';
import { chatbot } from './chatbot.js';
import { createdAt, moment, organizationId } from './columns.js';
import { conversation } from './conversation.js';
import { organization } from './organization.js';

/** When something of a conversation is looked at again: one of each kind. */
export const timer = pgTable(
  'timer',
  {
    organizationId: organizationId(),
    conversationId: uuid('conversation_id').notNull(),
    kind: text('kind').$type<TimerKind>().notNull(),
    dueAt: moment('due_at').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.kind, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversation.organizationId, conversation.id],
    }),
    index('timer_due').on(table.dueAt),
  ],
);

/** How a customer found a conversation: asked once, answered once. */
export const rating = pgTable(
  'rating',
  {
    organizationId: organizationId(),
    conversationId: uuid('conversation_id').notNull(),
    score: integer('score'),
    comment: text('comment'),
    askedAt: moment('asked_at').notNull().defaultNow(),
    answeredAt: moment('answered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversation.organizationId, conversation.id],
    }),
    check('rating_score', sql`${table.score} between 1 and 5`),
    check('rating_answered', sql`(${table.score} is null) = (${table.answeredAt} is null)`),
  ],
);

/** A prepared answer, of one chatbot or of all of the organization's. */
export const cannedReply = pgTable(
  'canned_reply',
  {
    organizationId: organizationId().references(() => organization.id),
    id: uuid('id').notNull(),
    chatbotId: uuid('chatbot_id'),
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** What the configuration last declared; null for those that people added. */
    declared: jsonb('declared').$type<Record<string, unknown> | null>(),
    createdAt: createdAt(),
    removedAt: moment('removed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.chatbotId],
      foreignColumns: [chatbot.organizationId, chatbot.id],
    }),
    uniqueIndex('canned_reply_name')
      .on(sql`lower(${table.name})`, sql`coalesce(${table.chatbotId}::text, '')`, table.organizationId)
      .where(sql`${table.removedAt} is null`),
    index('canned_reply_chatbot').on(table.chatbotId, table.organizationId),
  ],
);

/** How often an agent chose a prepared answer: what they use comes first when they choose again. */
export const cannedUse = pgTable(
  'canned_use',
  {
    organizationId: organizationId(),
    cannedId: uuid('canned_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    uses: integer('uses').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.cannedId, table.agentId, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.cannedId],
      foreignColumns: [cannedReply.organizationId, cannedReply.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.agentId],
      foreignColumns: [agent.organizationId, agent.id],
    }),
  ],
);

/** An answer the assistant suggested to an agent, until they use it. */
export const suggestion = pgTable(
  'suggestion',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    text: text('text').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversation.organizationId, conversation.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.agentId],
      foreignColumns: [agent.organizationId, agent.id],
    }),
  ],
);

/** Who is in a place of a desk, as the desk told last. */
export const placeMember = pgTable(
  'place_member',
  {
    organizationId: organizationId().references(() => organization.id),
    desk: text('desk').notNull(),
    team: text('team').notNull(),
    place: text('place').notNull(),
    user: text('user').notNull(),
    seenAt: moment('seen_at').notNull().defaultNow(),
    /** When they left by themselves: nobody brings them back until they are assigned anew. */
    leftAt: moment('left_at'),
  },
  (table) => [
    primaryKey({ columns: [table.place, table.user, table.team, table.desk, table.organizationId] }),
  ],
);

/** When a place's members were last read, and what was wrong with them then. */
export const placeWatch = pgTable(
  'place_watch',
  {
    organizationId: organizationId().references(() => organization.id),
    desk: text('desk').notNull(),
    team: text('team').notNull(),
    place: text('place').notNull(),
    dueAt: moment('due_at').notNull().defaultNow(),
    readAt: moment('read_at'),
    error: text('error'),
    /** The drift people were last told about. */
    told: text('told'),
  },
  (table) => [primaryKey({ columns: [table.place, table.team, table.desk, table.organizationId] })],
);

/** A threshold that is crossed: since when, and when people were told. */
export const alarm = pgTable(
  'alarm',
  {
    organizationId: organizationId(),
    chatbotId: uuid('chatbot_id').notNull(),
    kind: text('kind').notNull(),
    since: moment('since').notNull().defaultNow(),
    /** True while it is crossed; what people heard last, and when: the two differ until they are told. */
    standing: boolean('standing').notNull().default(true),
    toldStanding: boolean('told_standing').notNull().default(false),
    toldAt: moment('told_at'),
  },
  (table) => [
    primaryKey({ columns: [table.chatbotId, table.kind, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.chatbotId],
      foreignColumns: [chatbot.organizationId, chatbot.id],
    }),
  ],
);

/** What was changed about chatbots, agents and the organization, by whom: append-only. Conversations have their events. */
export const audit = pgTable(
  'audit',
  {
    organizationId: organizationId().references(() => organization.id),
    id: uuid('id').notNull(),
    at: moment('at').notNull().defaultNow(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    subject: text('subject').$type<'organization' | 'chatbot' | 'agent'>().notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** `limit`, `presence`, `hours`, `agents`, … */
    what: text('what').notNull(),
    before: jsonb('before').$type<unknown>(),
    after: jsonb('after').$type<unknown>(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    index('audit_subject').on(table.subjectId, table.at, table.organizationId),
  ],
);
