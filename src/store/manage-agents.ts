// Agents as admins change them: added with who they are on a desk, assigned, and found again after they left.

import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Agent, Role } from '../core/agent.js';
import type { AgentId, ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import { findAgent, type Identity } from './agents.js';
import { agent, agentChatbot, agentIdentity } from './schema/agent.js';
import { newId, type Reads, type Tx } from './store.js';

const at = (scope: Scoped<AgentId>) =>
  and(eq(agent.organizationId, scope.organizationId), eq(agent.id, scope.id));

export interface AgentSettings {
  readonly role?: Role;
  readonly chatLimit?: number;
  readonly skills?: readonly string[];
  readonly languages?: readonly string[];
}

/** Saves what people may change of an agent. */
export async function saveAgent(tx: Tx, scope: Scoped<AgentId>, change: AgentSettings): Promise<void> {
  const { skills, languages, ...rest } = change;
  const set = {
    ...rest,
    ...(skills ? { skills: [...skills] } : {}),
    ...(languages ? { languages: [...languages] } : {}),
  };
  if (Object.keys(set).length > 0) await tx.db.update(agent).set(set).where(at(scope));
}

/** Lets somebody who left be an agent again. */
export async function reviveAgent(tx: Tx, scope: Scoped<AgentId>): Promise<void> {
  await tx.db.update(agent).set({ deactivatedAt: null, presence: 'offline' }).where(at(scope));
}

/** The agents who are owners, in one order, for the lock under which the last one stays. */
export async function listOwnerIds(reads: Reads, organizationId: OrganizationId): Promise<AgentId[]> {
  const rows = await reads.db
    .select({ id: agent.id })
    .from(agent)
    .where(
      and(eq(agent.organizationId, organizationId), eq(agent.role, 'owner'), isNull(agent.deactivatedAt)),
    )
    .orderBy(agent.id);
  return rows.map((row) => row.id as AgentId);
}

/** Assigns an agent to a chatbot; false when they were already. */
export async function insertAssigned(
  tx: Tx,
  { organizationId, id }: Scoped<AgentId>,
  chatbotId: ChatbotId,
): Promise<boolean> {
  const rows = await tx.db
    .insert(agentChatbot)
    .values({ organizationId, agentId: id, chatbotId })
    .onConflictDoNothing()
    .returning({ id: agentChatbot.agentId });
  return rows.length > 0;
}

/** Takes the assignment back; false when there was none. */
export async function deleteAssigned(
  tx: Tx,
  { organizationId, id }: Scoped<AgentId>,
  chatbotId: ChatbotId,
): Promise<boolean> {
  const rows = await tx.db
    .delete(agentChatbot)
    .where(
      and(
        eq(agentChatbot.agentId, id),
        eq(agentChatbot.chatbotId, chatbotId),
        eq(agentChatbot.organizationId, organizationId),
      ),
    )
    .returning({ id: agentChatbot.agentId });
  return rows.length > 0;
}

export interface NewAgent {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly role: Role;
  readonly chatLimit: number;
  readonly identity: Identity;
}

/** Adds an agent with who they are on a desk; null when that person is an agent already, of whichever organization. */
export async function insertAgent(tx: Tx, added: NewAgent): Promise<AgentId | null> {
  const { identity, ...columns } = added;
  const id = newId<'agent'>();
  await tx.db.insert(agent).values({ ...columns, id });
  const taken = await tx.db
    .insert(agentIdentity)
    .values({ organizationId: added.organizationId, agentId: id, ...identity })
    .onConflictDoNothing()
    .returning({ user: agentIdentity.user });
  return taken.length > 0 ? id : null;
}

/** Tells whether the agent is somebody on this desk; a team that is not known yet fits every team. */
export async function isOnDesk(
  reads: Reads,
  { organizationId, id }: Scoped<AgentId>,
  where: { readonly desk: string; readonly team: string | null },
): Promise<boolean> {
  const team = where.team ?? '';
  const rows = await reads.db
    .select({ user: agentIdentity.user })
    .from(agentIdentity)
    .where(
      and(
        eq(agentIdentity.agentId, id),
        eq(agentIdentity.desk, where.desk),
        eq(agentIdentity.organizationId, organizationId),
        team === '' ? undefined : or(eq(agentIdentity.team, team), eq(agentIdentity.team, '')),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Agents who left, by name. */
export async function listFormerAgents(reads: Reads, organizationId: OrganizationId): Promise<Agent[]> {
  const rows = await reads.db
    .select({ id: agent.id })
    .from(agent)
    .where(and(eq(agent.organizationId, organizationId), sql`${agent.deactivatedAt} is not null`))
    .orderBy(agent.name)
    .limit(100);
  const found = await Promise.all(
    rows.map((row) => findAgent(reads, { organizationId, id: row.id as AgentId })),
  );
  return found.filter((one) => one !== null);
}
