// Contacts and the channel addresses they are reached at.

import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { channel } from './chatbot.js';
import { createdAt, organizationId } from './columns.js';
import { organization } from './organization.js';

export const contact = pgTable(
  'contact',
  {
    organizationId: organizationId().references(() => organization.id),
    id: uuid('id').notNull(),
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    pictureUrl: text('picture_url'),
    locale: text('locale'),
    verified: boolean('verified').notNull().default(false),
    attributes: jsonb('attributes').$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.id, table.organizationId] })],
);

export const contactAddress = pgTable(
  'contact_address',
  {
    organizationId: organizationId(),
    channelId: uuid('channel_id').notNull(),
    address: text('address').notNull(),
    contactId: uuid('contact_id').notNull(),
    /** SHA-256 of the visitor token, for channels whose customers carry one. */
    tokenHash: text('token_hash'),
    /** How far the customer has read, as a conversation sequence. */
    seenSequence: integer('seen_sequence').notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.address, table.channelId, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.channelId],
      foreignColumns: [channel.organizationId, channel.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contact.organizationId, contact.id],
    }),
    uniqueIndex('contact_address_token')
      .on(table.tokenHash, table.channelId)
      .where(sql`${table.tokenHash} is not null`),
  ],
);
