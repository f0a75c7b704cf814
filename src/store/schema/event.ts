// Events: the append-only audit trail of every conversation, in its own gapless order.

import { foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../core/actor.js';
import type { EventKind } from '../../core/event.js';
import { moment, organizationId } from './columns.js';
import { conversation } from './conversation.js';

export const event = pgTable(
  'event',
  {
    organizationId: organizationId(),
    conversationId: uuid('conversation_id').notNull(),
    sequence: integer('sequence').notNull(),
    kind: text('kind').$type<EventKind>().notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.sequence, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversation.organizationId, conversation.id],
    }),
  ],
);
