// Column shapes every table shares: ids, the organization each row belongs to, moments.

import { timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * The organization a row belongs to; part of every primary and foreign key (design §3.14), and always the last column
 * of an index: first, it would tempt the planner to read a whole organization through any index there is.
 */
export const organizationId = () => uuid('organization_id').notNull();

/** A moment with its zone, read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** When the row was written, by the database's clock. */
export const createdAt = () => moment('created_at').notNull().defaultNow();
