// Organizations and the desk installations that belong to exactly one of them.

import { integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, organizationId } from './columns.js';

export const organization = pgTable('organization', {
  id: uuid('id').primaryKey(),
  key: text('key').notNull().unique(),
  name: text('name').notNull(),
  /** The reference the next conversation gets; raised under the row's lock. */
  nextReference: integer('next_reference').notNull().default(1001),
  createdAt: createdAt(),
});

export const deskInstallation = pgTable(
  'desk_installation',
  {
    organizationId: organizationId().references(() => organization.id),
    kind: text('kind').notNull(),
    team: text('team').notNull(),
    name: text('name').notNull(),
    /** AES-256-GCM sealed, or null when the token comes from the environment. */
    sealedToken: text('sealed_token'),
    botUserId: text('bot_user_id').notNull(),
    botId: text('bot_id').notNull(),
    installedAt: createdAt(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.team, table.organizationId] }),
    uniqueIndex('desk_installation_team').on(table.kind, table.team),
  ],
);
