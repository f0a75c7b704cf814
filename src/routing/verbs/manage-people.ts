// An admin adds an agent, lets one go, or takes one back who had left.

import type { Agent, Role } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { findAgent, findAgentByIdentity, type Identity } from '../../store/agents.js';
import { insertAgent, reviveAgent } from '../../store/manage-agents.js';
import { watchPlaces } from '../../store/place-members.js';
import type { Routing } from '../routing.js';
import { leaveLocked } from './leave.js';
import { lookAgain } from './manage-agent.js';
import { mustLeaveOwner, mustManage, mustOwn, passPersonnel, recordAgentChange } from './manage-gate.js';

export interface AddAgentInput {
  readonly by: Agent;
  readonly name: string;
  readonly role: Role;
  /** Who they are on a desk. */
  readonly identity: Identity;
}

/** How many chats at once an agent takes of whom nothing else was said. */
const usualLimit = 3;

const longestName = 80;

/**
 * Adds a person of a desk as an agent, offline and assigned to no chatbot yet.
 * Throws Refusal: deactivated, role, bad-input, already-agent.
 */
export async function addAgent(routing: Routing, input: AddAgentInput): Promise<Agent> {
  const { organizationId } = input.by;
  const name = input.name.replace(/\s+/gu, ' ').trim();
  if (name === '' || name.length > longestName)
    throw new Refusal('bad-input', { what: `a name has 1 to ${longestName} characters`, field: 'name' });
  return routing.store.transaction(async (tx) => {
    const by = await mustManage(tx, input.by);
    if (input.role === 'owner') mustOwn(by);
    const known = await findAgentByIdentity(tx, input.identity);
    if (known) throw alreadyAgent(known, by);
    const id = await insertAgent(tx, {
      organizationId,
      name,
      role: input.role,
      chatLimit: usualLimit,
      identity: input.identity,
    });
    const agent = id && (await findAgent(tx, { organizationId, id }));
    if (!agent) throw new Refusal('already-agent');
    await recordAgentChange(tx, { by, agent }, { what: 'added', before: null, after: input.role });
    await lookAgain(tx, agent);
    return agent;
  });
}

/** Somebody of another organization is nobody's to name. */
function alreadyAgent(known: Agent, by: Agent): Refusal {
  if (known.organizationId !== by.organizationId) return new Refusal('already-agent', { where: 'elsewhere' });
  if (!known.deactivatedAt) return new Refusal('already-agent', { agent: known.name });
  return new Refusal('already-agent', { agent: known.name, where: '(deactivated)' }, [
    { command: 'agents', label: 'Reactivate', args: `${known.id} reactivate` },
  ]);
}

interface PersonInput {
  readonly by: Agent;
  readonly agentId: AgentId;
}

/**
 * Deactivates an agent: all their chats wait again, and the desk's gestures of this person are refused. Returns how
 * many chats wait again. Throws Refusal: deactivated, role, unknown-agent, last-owner.
 */
export async function deactivateAgent(
  routing: Routing,
  input: PersonInput,
): Promise<{ readonly agent: Agent; readonly returned: number }> {
  return routing.store.transaction(async (tx) => {
    const personnel = await passPersonnel(tx, input);
    const { agent } = personnel;
    if (agent.deactivatedAt) return { agent, returned: 0 };
    await mustLeaveOwner(tx, agent);
    await recordAgentChange(tx, personnel, { what: 'active', before: true, after: false });
    // Their conversations before their home: so does whoever hands one of them on.
    const returned = await leaveLocked(tx, agent);
    await watchPlaces(tx, agent.organizationId, agent.chatbotIds, agent.id);
    await lookAgain(tx, agent);
    return { agent, returned };
  });
}

/** Takes an agent back, offline, with the role and the chatbots they had. Throws Refusal: deactivated, role, unknown-agent. */
export async function reactivateAgent(routing: Routing, input: PersonInput): Promise<Agent> {
  return routing.store.transaction(async (tx) => {
    const personnel = await passPersonnel(tx, input);
    const { agent } = personnel;
    if (!agent.deactivatedAt) return agent;
    const { organizationId, id } = agent;
    await reviveAgent(tx, { organizationId, id });
    await recordAgentChange(tx, personnel, { what: 'active', before: false, after: true });
    await watchPlaces(tx, organizationId, agent.chatbotIds, id);
    await lookAgain(tx, agent);
    return { ...agent, deactivatedAt: null, presence: 'offline' };
  });
}
