// Canned replies: finding, keeping, changing and removing them.

import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { CannedReply, CannedReplyId, CannedUse, CannedUses } from '../core/canned.js';
import { type AgentId, type ChatbotId, looksLikeId, type OrganizationId, type Scoped } from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import { cannedReply } from './schema/switchboard.js';
import { newId, type Reads, type Tx } from './store.js';

const columns = {
  organizationId: cannedReply.organizationId,
  id: cannedReply.id,
  chatbotId: cannedReply.chatbotId,
  name: cannedReply.name,
  text: cannedReply.text,
};

/** Those of a chatbot and those of the whole organization, by name. */
export async function listCanned(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotId: ChatbotId,
): Promise<CannedReply[]> {
  const rows = await reads.db
    .select(columns)
    .from(cannedReply)
    .where(
      and(
        eq(cannedReply.organizationId, organizationId),
        or(isNull(cannedReply.chatbotId), eq(cannedReply.chatbotId, chatbotId)),
        isNull(cannedReply.removedAt),
      ),
    )
    .orderBy(sql`lower(${cannedReply.name})`, cannedReply.id);
  return rows as unknown as CannedReply[];
}

/** Every one of the organization, by name: for those who keep them. */
export async function listAllCanned(reads: Reads, organizationId: OrganizationId): Promise<CannedReply[]> {
  const rows = await reads.db
    .select(columns)
    .from(cannedReply)
    .where(and(eq(cannedReply.organizationId, organizationId), isNull(cannedReply.removedAt)))
    .orderBy(sql`lower(${cannedReply.name})`, cannedReply.id);
  return rows as unknown as CannedReply[];
}

/** How often each of these was chosen, by the agent and by everyone. */
export async function readCannedUse(
  reads: Reads,
  { organizationId, id }: Scoped<AgentId>,
  replies: readonly CannedReply[],
): Promise<CannedUse> {
  const ids = replies.map((reply) => reply.id);
  const { rows } = await reads.db.execute(sql`
    select canned_id as id, sum(uses)::int as everyone, coalesce(sum(uses) filter (where agent_id = ${id}), 0)::int as own
    from canned_use where canned_id = any(${sql.param(ids)}::uuid[]) and organization_id = ${organizationId}
    group by canned_id`);
  return new Map(rows.map((row) => [row.id as CannedReplyId, row as unknown as CannedUses]));
}

/** Counts that an agent chose one. */
export async function countCannedUse(
  reads: Reads,
  { organizationId, id }: Scoped<AgentId>,
  cannedId: CannedReplyId,
): Promise<void> {
  await reads.db.execute(sql`
    insert into canned_use (organization_id, canned_id, agent_id) values (${organizationId}, ${cannedId}, ${id})
    on conflict (canned_id, agent_id, organization_id) do update set uses = canned_use.uses + 1`);
}

/** Locks one, from an id that came from outside; null when it is none of the organization's, or removed. */
export async function lockCanned(
  tx: Tx,
  organizationId: OrganizationId,
  id: string,
): Promise<CannedReply | null> {
  if (!looksLikeId(id)) return null;
  const [row] = await tx.db
    .select(columns)
    .from(cannedReply)
    .where(
      and(
        eq(cannedReply.id, id),
        eq(cannedReply.organizationId, organizationId),
        isNull(cannedReply.removedAt),
      ),
    )
    .for('update');
  return (row as unknown as CannedReply | undefined) ?? null;
}

/** Keeps a new one. The name's uniqueness is the database's to say: see `violatedConstraint`. */
export async function insertCanned(tx: Tx, reply: Omit<CannedReply, 'id'>): Promise<CannedReplyId> {
  const id = newId<'canned-reply'>();
  await tx.db.insert(cannedReply).values({
    ...reply,
    name: storableText(reply.name),
    text: storableText(reply.text),
    id,
    declared: null,
  });
  return id;
}

/** Changes name and text. */
export async function changeCanned(
  tx: Tx,
  scope: Scoped<CannedReplyId>,
  change: Pick<CannedReply, 'name' | 'text'>,
): Promise<void> {
  await tx.db
    .update(cannedReply)
    .set({ name: storableText(change.name), text: storableText(change.text) })
    .where(and(eq(cannedReply.id, scope.id), eq(cannedReply.organizationId, scope.organizationId)));
}

/** Takes one out of use; what was declared of it stays known. */
export async function removeCanned(tx: Tx, scope: Scoped<CannedReplyId>): Promise<void> {
  await tx.db
    .update(cannedReply)
    .set({ removedAt: sql`now()` })
    .where(and(eq(cannedReply.id, scope.id), eq(cannedReply.organizationId, scope.organizationId)));
}
