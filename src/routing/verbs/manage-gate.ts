// How every verb about people and chatbots begins: lock the agents, read all as it is now, decide whether it may be.

import { type Agent, roleMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { findAgent, lockAgent, lockAgents } from '../../store/agents.js';
import { recordChange } from '../../store/audit.js';
import { listOwnerIds } from '../../store/manage-agents.js';
import type { Tx } from '../../store/store.js';
import { actorOf } from './gate.js';

/** Locks who asks and reads them as they are now: a role taken away a moment ago counts. Throws Refusal: deactivated, guest, role. */
export async function mustManage(tx: Tx, by: Agent): Promise<Agent> {
  const found = await lockAgent(tx, { organizationId: by.organizationId, id: by.id });
  if (!found || found.deactivatedAt) throw new Refusal('deactivated');
  if (found.isGuest) throw new Refusal('guest');
  if (!roleMay(found.role, 'manage')) throw new Refusal('role', { needs: 'an admin' });
  return found;
}

/** Who asks, and whom it is about, both as they are now. */
export interface Personnel {
  readonly by: Agent;
  readonly agent: Agent;
}

/**
 * Locks who asks, whom it is about and every owner, so that two who unmake each other leave one. Only an owner
 * changes owners. Throws Refusal: deactivated, role, unknown-agent.
 */
export async function passPersonnel(
  tx: Tx,
  input: { readonly by: Agent; readonly agentId: AgentId },
): Promise<Personnel> {
  const { organizationId } = input.by;
  const owners = await listOwnerIds(tx, organizationId);
  await lockAgents(tx, organizationId, [...new Set([input.by.id, input.agentId, ...owners])]);
  const by = await mustManage(tx, input.by);
  const agent = await findAgent(tx, { organizationId, id: input.agentId });
  if (!agent) throw new Refusal('unknown-agent');
  if (agent.role === 'owner') mustOwn(by);
  return { by, agent };
}

/** Throws Refusal: role. */
export function mustOwn(by: Agent): void {
  if (by.role !== 'owner') throw new Refusal('role', { needs: 'an owner' });
}

/** An owner is about to be none: somebody else must be one. Throws Refusal: last-owner. */
export async function mustLeaveOwner(tx: Tx, agent: Agent): Promise<void> {
  if (agent.role !== 'owner' || agent.deactivatedAt) return;
  const others = (await listOwnerIds(tx, agent.organizationId)).filter((id) => id !== agent.id);
  if (others.length === 0) throw new Refusal('last-owner', { agent: agent.name });
}

/** Records what was changed about an agent. */
export async function recordAgentChange(
  tx: Tx,
  { by, agent }: Personnel,
  change: { readonly what: string; readonly before: unknown; readonly after: unknown },
): Promise<void> {
  await recordChange(tx, by.organizationId, {
    actor: actorOf(by),
    subject: 'agent',
    subjectId: agent.id,
    ...change,
  });
}
