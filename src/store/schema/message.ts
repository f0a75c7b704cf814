// Messages, notes, held lines and files: what was written, by whom, and what never leaves.

import { sql } from 'drizzle-orm';
import {
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
import type { AuthorKind, Markup, MessageDetails, MessageKind } from '../../core/message.js';
import { agent } from './agent.js';
import { createdAt, moment, organizationId } from './columns.js';
import { conversation } from './conversation.js';

export const message = pgTable(
  'message',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    sequence: integer('sequence').notNull(),
    author: text('author').$type<AuthorKind>().notNull(),
    agentId: uuid('agent_id'),
    kind: text('kind').$type<MessageKind>().notNull(),
    text: text('text').notNull(),
    markup: text('markup').$type<Markup>().notNull(),
    details: jsonb('details').$type<MessageDetails>().notNull().default({}),
    epoch: integer('epoch').notNull(),
    /** The channel's id of a customer's message, or the client's id of a widget line. */
    externalId: text('external_id'),
    /** The post on a desk it was typed in: `slack:T1:C1:171…`. */
    deskRef: text('desk_ref'),
    /** The desk client's own id of the gesture: one gesture may arrive under two refs. */
    deskClientId: text('desk_client_id'),
    channelAt: moment('channel_at'),
    createdAt: createdAt(),
    editedAt: moment('edited_at'),
    deletedAt: moment('deleted_at'),
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
    uniqueIndex('message_sequence').on(table.conversationId, table.sequence, table.organizationId),
    uniqueIndex('message_external')
      .on(table.externalId, table.channelId, table.organizationId)
      .where(sql`${table.externalId} is not null`),
    uniqueIndex('message_desk_ref')
      .on(table.deskRef, table.organizationId)
      .where(sql`${table.deskRef} is not null`),
    uniqueIndex('message_desk_client')
      .on(table.conversationId, table.deskClientId, table.organizationId)
      .where(sql`${table.deskClientId} is not null`),
    check('message_agent', sql`(${table.author} = 'agent') = (${table.agentId} is not null)`),
  ],
);

/** Notes live apart from messages: a delivery's foreign key points at messages, so a note cannot be delivered. */
export const note = pgTable(
  'note',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    sequence: integer('sequence').notNull(),
    agentId: uuid('agent_id').notNull(),
    text: text('text').notNull(),
    markup: text('markup').$type<Markup>().notNull(),
    deskRef: text('desk_ref'),
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
    uniqueIndex('note_sequence').on(table.conversationId, table.sequence, table.organizationId),
    uniqueIndex('note_desk_ref')
      .on(table.deskRef, table.organizationId)
      .where(sql`${table.deskRef} is not null`),
  ],
);

/** A line typed in a thread by someone who may not speak to the customer; waits for its author's choice. */
export const heldLine = pgTable(
  'held_line',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    text: text('text').notNull(),
    deskRef: text('desk_ref').notNull(),
    deskClientId: text('desk_client_id'),
    attachmentIds: jsonb('attachment_ids').$type<string[]>().notNull().default([]),
    createdAt: createdAt(),
    choice: text('choice').$type<'sent' | 'noted' | 'discarded'>(),
    chosenAt: moment('chosen_at'),
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
    uniqueIndex('held_line_desk_ref').on(table.deskRef, table.organizationId),
  ],
);

export const attachment = pgTable(
  'attachment',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    /** Who may open it on the customer's side: the door and address it was stored for. */
    channelId: uuid('channel_id').notNull(),
    address: text('address').notNull(),
    conversationId: uuid('conversation_id'),
    messageId: uuid('message_id'),
    noteId: uuid('note_id'),
    name: text('name').notNull(),
    type: text('type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    storageKey: text('storage_key').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.messageId],
      foreignColumns: [message.organizationId, message.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.noteId],
      foreignColumns: [note.organizationId, note.id],
    }),
    index('attachment_message')
      .on(table.messageId, table.organizationId)
      .where(sql`${table.messageId} is not null`),
    index('attachment_note').on(table.noteId, table.organizationId).where(sql`${table.noteId} is not null`),
    // A file belongs to a message or to a note, never to both: a note's file cannot be delivered either.
    check('attachment_one_place', sql`${table.messageId} is null or ${table.noteId} is null`),
  ],
);

/** A reaction: at most one of each side on each message; the newest replaces the one before. */
export const reaction = pgTable(
  'reaction',
  {
    organizationId: organizationId(),
    messageId: uuid('message_id').notNull(),
    side: text('side').$type<'contact' | 'agent'>().notNull(),
    emoji: text('emoji').notNull(),
    at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.side, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.messageId],
      foreignColumns: [message.organizationId, message.id],
    }),
  ],
);

/** A customer's file that could not be fetched at once: tried again until it is there, or gone. */
export const awaitedFile = pgTable(
  'awaited_file',
  {
    organizationId: organizationId(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    messageId: uuid('message_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    address: text('address').notNull(),
    source: jsonb('source').$type<Record<string, unknown>>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Null once it was given up on: `error` says why. */
    dueAt: moment('due_at').defaultNow(),
    error: text('error'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.messageId],
      foreignColumns: [message.organizationId, message.id],
    }),
    index('awaited_file_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
  ],
);
