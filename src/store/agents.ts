// Agents: who they are on the desks, what they carry, and the lock under which their limit is decided.

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Agent, Presence } from '../core/agent.js';
import type { AgentId, ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import { loadOf } from './load.js';
import { type AgentRow, toAgent } from './rows.js';
import { agent, agentIdentity } from './schema/agent.js';
import type { Reads, Tx } from './store.js';

export interface Identity {
  readonly desk: string;
  readonly team: string;
  readonly user: string;
}

const columns = {
  organizationId: agent.organizationId,
  id: agent.id,
  name: agent.name,
  role: agent.role,
  presence: agent.presence,
  chatLimit: agent.chatLimit,
  pictureUrl: agent.pictureUrl,
  skills: agent.skills,
  languages: agent.languages,
  deactivatedAt: agent.deactivatedAt,
  isGuest: sql<boolean>`coalesce((select bool_or(i.is_guest) from agent_identity i
    where i.organization_id = "agent"."organization_id" and i.agent_id = "agent"."id"), false)`,
  // Spelled out: inside a select's field drizzle drops the table from a column's name.
  chatbotIds: sql<
    string[] | null
  >`(select array_agg(ac.chatbot_id::text) from agent_chatbot ac where ac.organization_id = "agent"."organization_id" and ac.agent_id = "agent"."id")`,
};

const at = (scope: Scoped<AgentId>) =>
  and(eq(agent.organizationId, scope.organizationId), eq(agent.id, scope.id));
const load = sql<number>`${sql.raw(loadOf('agent'))}`;

/** The agent behind a person of a desk; null for strangers. */
export async function findAgentByIdentity(reads: Reads, who: Identity): Promise<Agent | null> {
  const [row] = await reads.db
    .select(columns)
    .from(agentIdentity)
    .innerJoin(
      agent,
      and(eq(agent.organizationId, agentIdentity.organizationId), eq(agent.id, agentIdentity.agentId)),
    )
    .where(
      and(
        eq(agentIdentity.desk, who.desk),
        eq(agentIdentity.team, who.team),
        eq(agentIdentity.user, who.user),
      ),
    );
  return row ? toAgent(row as unknown as AgentRow) : null;
}

export async function findAgent(reads: Reads, scope: Scoped<AgentId>): Promise<Agent | null> {
  const [row] = await reads.db.select(columns).from(agent).where(at(scope));
  return row ? toAgent(row as unknown as AgentRow) : null;
}

/** By name, upper and lower case aside; a prefix will do when only one agent has it. */
export async function findAgentByName(
  reads: Reads,
  organizationId: OrganizationId,
  name: string,
): Promise<Agent | null> {
  const wanted = name.trim().toLocaleLowerCase();
  if (wanted === '') return null;
  const rows = await reads.db
    .select(columns)
    .from(agent)
    .where(and(eq(agent.organizationId, organizationId), sql`${agent.deactivatedAt} is null`));
  const exact = rows.filter((row) => row.name.toLocaleLowerCase() === wanted);
  const candidates =
    exact.length > 0 ? exact : rows.filter((row) => row.name.toLocaleLowerCase().startsWith(wanted));
  return candidates.length === 1 && candidates[0] ? toAgent(candidates[0] as unknown as AgentRow) : null;
}

export interface ListedAgent extends Agent {
  readonly load: number;
  readonly identities: readonly Identity[];
}

/** The agents who may see any of these chatbots, with their load, by name. */
export async function listAgents(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[] | 'all',
): Promise<ListedAgent[]> {
  const rows = await reads.db
    .select({
      ...columns,
      load,
      identities: sql<
        Identity[] | null
      >`(select jsonb_agg(jsonb_build_object('desk', i.desk, 'team', i.team, 'user', i.user)) from agent_identity i where i.organization_id = "agent"."organization_id" and i.agent_id = "agent"."id")`,
    })
    .from(agent)
    .where(and(eq(agent.organizationId, organizationId), sql`${agent.deactivatedAt} is null`))
    .orderBy(agent.name);
  return rows
    .map((row) => ({
      ...toAgent(row as unknown as AgentRow),
      load: row.load,
      identities: row.identities ?? [],
    }))
    .filter(
      (one) =>
        chatbotIds === 'all' ||
        one.role === 'admin' ||
        one.role === 'owner' ||
        one.chatbotIds.some((id) => chatbotIds.includes(id)),
    );
}

export async function identityOf(
  reads: Reads,
  scope: Scoped<AgentId>,
  desk: string,
): Promise<Identity | null> {
  const [row] = await reads.db
    .select({ desk: agentIdentity.desk, team: agentIdentity.team, user: agentIdentity.user })
    .from(agentIdentity)
    .where(
      and(
        eq(agentIdentity.organizationId, scope.organizationId),
        eq(agentIdentity.agentId, scope.id),
        eq(agentIdentity.desk, desk),
      ),
    );
  return row ?? null;
}

/** How many of the agent's chats count now. Decisions need it under the agent's lock. */
export async function countLoad(reads: Reads, scope: Scoped<AgentId>): Promise<number> {
  const [row] = await reads.db.select({ load }).from(agent).where(at(scope));
  return row?.load ?? 0;
}

/*
 * The locks are `no key update`: they exclude each other, but not the foreign keys of rows that name the agent. A
 * reply holds its conversation when it names its author; a full lock here would close the circle to a deadlock.
 */

/** Locks the agent, always before any conversation (design §3.6), and reads them as they are now. */
export async function lockAgent(tx: Tx, scope: Scoped<AgentId>): Promise<Agent | null> {
  const locked = await tx.db.select({ id: agent.id }).from(agent).where(at(scope)).for('no key update');
  return locked.length > 0 ? findAgent(tx, scope) : null;
}

/** Locks several agents in one order, so that two transfers in opposite directions cannot block each other. */
export async function lockAgents(
  tx: Tx,
  organizationId: OrganizationId,
  ids: readonly AgentId[],
): Promise<void> {
  await tx.db
    .select({ id: agent.id })
    .from(agent)
    .where(and(eq(agent.organizationId, organizationId), inArray(agent.id, [...ids])))
    .orderBy(agent.id)
    .for('no key update');
}

export async function changeAgent(
  tx: Tx,
  scope: Scoped<AgentId>,
  change: { presence?: Presence; chatLimit?: number; lastAssignedAt?: SQL; deactivatedAt?: SQL },
): Promise<void> {
  const moved =
    change.presence === undefined
      ? {}
      : { presenceAt: sql`now()`, ...(change.presence === 'online' ? { idleSince: sql`now()` } : {}) };
  await tx.db
    .update(agent)
    .set({ ...change, ...moved })
    .where(at(scope));
}
