// What a desk must remember of its platform between restarts, sealed: conversation references, service addresses.

import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns.js';
import { organization } from './organization.js';

export const deskMemory = pgTable(
  'desk_memory',
  {
    organizationId: organizationId().references(() => organization.id),
    desk: text('desk').notNull(),
    team: text('team').notNull(),
    /** Named by the desk: `person:7d0e…`, `service`. */
    key: text('key').notNull(),
    sealed: text('sealed').notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.desk, table.team, table.key, table.organizationId] })],
);
