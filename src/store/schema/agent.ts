// Agents, who they are on the desks, and the chatbots they are assigned to.

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
import type { Presence, Role } from '../../core/agent.js';
import type { ChatFilter } from '../../core/chat-filter.js';
import { chatbot } from './chatbot.js';
import { createdAt, moment, organizationId } from './columns.js';
import { organization } from './organization.js';

export const agent = pgTable(
  'agent',
  {
    organizationId: organizationId().references(() => organization.id),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    presence: text('presence').$type<Presence>().notNull().default('offline'),
    presenceAt: moment('presence_at').notNull().defaultNow(),
    chatLimit: integer('chat_limit').notNull(),
    skills: text('skills').array().notNull().default([]),
    languages: text('languages').array().notNull().default([]),
    pictureUrl: text('picture_url'),
    lastAssignedAt: moment('last_assigned_at'),
    /** When their last chat ended, or they came online. */
    idleSince: moment('idle_since').notNull().defaultNow(),
    /** What their Live Chats show, as they last chose; null for what is usual. */
    homeFilter: jsonb('home_filter').$type<ChatFilter | null>(),
    declared: jsonb('declared').$type<Record<string, unknown> | null>(),
    deactivatedAt: moment('deactivated_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.organizationId] }),
    check('agent_chat_limit', sql`${table.chatLimit} >= 0`),
  ],
);

/** Who an agent is on a desk; one person of a desk is one agent, in one organization. */
export const agentIdentity = pgTable(
  'agent_identity',
  {
    organizationId: organizationId(),
    agentId: uuid('agent_id').notNull(),
    desk: text('desk').notNull(),
    /** Empty until the desk told us the team (single-token installations). */
    team: text('team').notNull(),
    user: text('user').notNull(),
    /** A guest of the desk, as it told last: looks on, but is given nothing. */
    isGuest: boolean('is_guest').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.user, table.team, table.desk, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.agentId],
      foreignColumns: [agent.organizationId, agent.id],
    }),
    uniqueIndex('agent_identity_user').on(table.user, table.team, table.desk),
    index('agent_identity_agent').on(table.agentId, table.organizationId),
  ],
);

export const agentChatbot = pgTable(
  'agent_chatbot',
  {
    organizationId: organizationId(),
    agentId: uuid('agent_id').notNull(),
    chatbotId: uuid('chatbot_id').notNull(),
    /**
     * How many more chats the agent could take if every one they have counts; not positive while they are offline or
     * full. The same in each of their rows. The database keeps it itself (`settle_room`): nothing else writes it.
     */
    room: integer('room').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.agentId, table.chatbotId, table.organizationId] }),
    foreignKey({
      columns: [table.organizationId, table.agentId],
      foreignColumns: [agent.organizationId, agent.id],
    }),
    foreignKey({
      columns: [table.organizationId, table.chatbotId],
      foreignColumns: [chatbot.organizationId, chatbot.id],
    }),
    index('agent_chatbot_chatbot').on(table.chatbotId, table.agentId, table.organizationId),
  ],
);
