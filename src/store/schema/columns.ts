// Column shapes every table shares: ids, the organization each row belongs to, moments.

import { timestamp, uuid } from 'drizzle-orm/pg-core';

/** The organization a row belongs to; part of every primary and foreign key (design §3.14). */
export const organizationId = () => uuid('organization_id').notNull();

/** A moment with its zone, read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** When the row was written, by the database's clock. */
export const createdAt = () => moment('created_at').notNull().defaultNow();
