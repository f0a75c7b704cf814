// The audit trail of what is not a conversation: who changed which chatbot, agent or organization, from what to what.

import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../core/actor.js';
import type { OrganizationId } from '../core/id.js';
import { audit } from './schema/switchboard.js';
import { newId, type Reads, type Tx } from './store.js';

export interface Change {
  readonly actor: Actor;
  readonly subject: 'organization' | 'chatbot' | 'agent';
  readonly subjectId: string;
  /** What was changed: `limit`, `presence`, `hours`, `agents`. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Records a change, in the transaction that makes it. */
export async function recordChange(tx: Tx, organizationId: OrganizationId, change: Change): Promise<void> {
  await tx.db.insert(audit).values({ organizationId, id: newId<'audit'>(), ...change });
}

/** The newest changes of a subject, the newest first. */
export async function listChanges(
  reads: Reads,
  organizationId: OrganizationId,
  subjectId: string,
  limit: number,
): Promise<(Change & { readonly at: Date })[]> {
  return reads.db
    .select({
      actor: audit.actor,
      subject: audit.subject,
      subjectId: audit.subjectId,
      what: audit.what,
      before: audit.before,
      after: audit.after,
      at: audit.at,
    })
    .from(audit)
    .where(and(eq(audit.subjectId, subjectId), eq(audit.organizationId, organizationId)))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(limit);
}
