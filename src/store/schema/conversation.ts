// Conversations and the periods for which agents own them.

import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { EndReason, StartReason } from '../../core/assignment.js';
import type { ChatStatus, Waiting } from '../../core/conversation.js';
import { agent } from './agent.js';
import { channel, chatbot } from './chatbot.js';
import { createdAt, moment, organizationId } from './columns.js';
import { contact } from './contact.js';

export const conversation = pgTable(
  'conversation',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    reference: integer('reference').notNull(),
    chatbotId: uuid('chatbot_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    /** The customer's address, frozen when the conversation began. */
    address: text('address').notNull(),
    status: text('status').$type<ChatStatus>().notNull(),
    epoch: integer('epoch').notNull().default(0),
    ownerId: uuid('owner_id'),
    category: text('category'),
    /** The last event; raised under this row's lock, so the order of commits is the order of sequences. */
    sequence: integer('sequence').notNull().default(0),
    threadSequence: integer('thread_sequence').notNull().default(0),
    customerSequence: integer('customer_sequence').notNull().default(0),
    mirrored: boolean('mirrored').notNull().default(false),
    deskKind: text('desk_kind'),
    deskTeam: text('desk_team'),
    deskPlace: text('desk_place'),
    threadRef: text('thread_ref'),
    failedAnswers: integer('failed_answers').notNull().default(0),
    /** Set while the assistant owes an answer: the sequence of the last unanswered customer line. */
    answerDueSequence: integer('answer_due_sequence'),
    answerDueAt: moment('answer_due_at'),
    requestedAt: moment('requested_at'),
    requestReason: text('request_reason'),
    firstReplyAt: moment('first_reply_at'),
    lastCustomerAt: moment('last_customer_at'),
    lastReplyAt: moment('last_reply_at'),
    priority: integer('priority').notNull().default(0),
    skippedAgentIds: uuid('skipped_agent_ids').array().notNull().default([]),
    waiting: text('waiting').$type<Waiting>().notNull().default('live'),
    notBefore: moment('not_before'),
    /** The reply window: until when everyone may write freely, and until when agents may; null on channels without one. */
    openUntil: moment('open_until'),
    replyUntil: moment('reply_until'),
    /** When the window is next to be looked at: an hour before it closes, when it closes. */
    windowDueAt: moment('window_due_at'),
    closedAt: moment('closed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.chatbotId],
      foreignColumns: [chatbot.organizationId, chatbot.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.channelId],
      foreignColumns: [channel.organizationId, channel.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contact.organizationId, contact.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.ownerId],
      foreignColumns: [agent.organizationId, agent.id],
    }),
    uniqueIndex('conversation_reference').on(table.reference, table.organizationId),
    uniqueIndex('conversation_open')
      .on(table.contactId, table.channelId, table.organizationId)
      .where(sql`${table.status} <> 'closed'`),
    uniqueIndex('conversation_thread')
      .on(table.threadRef, table.deskPlace, table.deskTeam, table.deskKind)
      .where(sql`${table.threadRef} is not null`),
    index('conversation_queue')
      .on(
        table.chatbotId,
        table.priority.desc().nullsFirst(),
        table.requestedAt,
        table.reference,
        table.organizationId,
      )
      .where(sql`${table.status} = 'pending'`),
    index('conversation_closed')
      .on(table.chatbotId, table.closedAt, table.organizationId)
      .where(sql`${table.status} = 'closed'`),
    index('conversation_asked')
      .on(table.chatbotId, table.requestedAt, table.organizationId)
      .where(sql`${table.requestedAt} is not null`),
    index('conversation_busy')
      .on(table.chatbotId, table.status, table.organizationId)
      .where(sql`${table.status} in ('ai', 'active')`),
    index('conversation_owner')
      .on(table.ownerId, table.organizationId)
      .where(sql`${table.status} = 'active'`),
    index('conversation_contact').on(table.contactId, table.channelId, table.reference, table.organizationId),
    index('conversation_window_due').on(table.windowDueAt).where(sql`${table.windowDueAt} is not null`),
    index('conversation_answer_due').on(table.answerDueAt).where(sql`${table.answerDueAt} is not null`),
    check('conversation_priority', sql`${table.priority} between 0 and 2`),
    check('conversation_waiting', sql`${table.waiting} in ('live', 'message', 'callback')`),
    check('conversation_status', sql`${table.status} in ('ai', 'pending', 'active', 'closed')`),
    check('conversation_owned', sql`(${table.status} = 'active') = (${table.ownerId} is not null)`),
    check(
      'conversation_answer_due_pair',
      sql`(${table.answerDueAt} is null) = (${table.answerDueSequence} is null)`,
    ),
  ],
);

export const assignment = pgTable(
  'assignment',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    startReason: text('start_reason').$type<StartReason>().notNull(),
    endedAt: moment('ended_at'),
    endReason: text('end_reason').$type<EndReason>(),
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
    uniqueIndex('assignment_open')
      .on(table.conversationId, table.organizationId)
      .where(sql`${table.endedAt} is null`),
    index('assignment_load').on(table.agentId, table.organizationId).where(sql`${table.endedAt} is null`),
    index('assignment_history').on(table.conversationId, table.startedAt, table.organizationId),
    index('assignment_idle')
      .on(table.agentId, table.endedAt, table.organizationId)
      .where(sql`${table.endedAt} is not null`),
    check('assignment_ended', sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
  ],
);
