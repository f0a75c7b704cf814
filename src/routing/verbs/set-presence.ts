// An agent goes online, away or offline; going online lets the queue look again.

import type { Agent, Presence } from '../../core/agent.js';
import { roleMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { changeAgent, findAgent, lockAgent } from '../../store/agents.js';
import { redrawHome } from '../../store/redraws.js';
import type { Routing } from '../routing.js';

export interface PresenceInput {
  readonly by: Agent;
  readonly agentId: AgentId;
  readonly presence: Presence;
}

/** Sets presence, one's own or, for supervisors and above, another's. Throws Refusal: role, unknown-agent. */
export async function setPresence(routing: Routing, input: PresenceInput): Promise<Agent> {
  const { organizationId } = input.by;
  return routing.store.transaction(async (tx) => {
    const by = await findAgent(tx, { organizationId, id: input.by.id });
    if (!by || by.deactivatedAt) throw new Refusal('deactivated');
    const agent = await lockAgent(tx, { organizationId, id: input.agentId });
    if (!agent || agent.deactivatedAt) throw new Refusal('unknown-agent');
    if (agent.id !== by.id) mustSteer(by, agent);
    await changeAgent(tx, agent, { presence: input.presence });
    await redrawHome(tx, agent);
    if (input.presence === 'online') {
      for (const chatbotId of agent.chatbotIds) tx.touch({ kind: 'queue', organizationId, chatbotId });
    }
    return { ...agent, presence: input.presence };
  });
}

/** Supervisors steer the agents of their own chatbots, admins and owners everyone. */
function mustSteer(by: Agent, agent: Agent): void {
  if (roleMay(by.role, 'manage')) return;
  const shared = agent.chatbotIds.some((id) => by.chatbotIds.includes(id));
  if (!roleMay(by.role, 'steer') || !shared)
    throw new Refusal('role', { needs: 'a supervisor of that agent' });
}

/** Sets how many active chats an agent may have at once: admins and owners do. Throws Refusal: role, bad-input, unknown-agent. */
export async function setLimit(
  routing: Routing,
  input: { readonly by: Agent; readonly agentId: AgentId; readonly limit: number },
): Promise<Agent> {
  if (!Number.isInteger(input.limit) || input.limit < 0 || input.limit > 100)
    throw new Refusal('bad-input', { what: 'a limit is a whole number from 0 to 100' });
  const { organizationId } = input.by;
  return routing.store.transaction(async (tx) => {
    const by = await findAgent(tx, { organizationId, id: input.by.id });
    if (!by || by.deactivatedAt) throw new Refusal('deactivated');
    if (!roleMay(by.role, 'manage')) throw new Refusal('role', { needs: 'an admin' });
    const agent = await lockAgent(tx, { organizationId, id: input.agentId });
    if (!agent || agent.deactivatedAt) throw new Refusal('unknown-agent');
    await changeAgent(tx, agent, { chatLimit: input.limit });
    await redrawHome(tx, agent);
    for (const chatbotId of agent.chatbotIds) tx.touch({ kind: 'queue', organizationId, chatbotId });
    return { ...agent, chatLimit: input.limit };
  });
}
