// An agent goes online, away or offline: the queue looks again, or their conversations are settled.

import type { Agent, Presence } from '../../core/agent.js';
import { roleMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { changeAgent, findAgent, lockAgents } from '../../store/agents.js';
import { recordChange } from '../../store/audit.js';
import { redrawBoard, redrawHome } from '../../store/redraws.js';
import { clearTimersOfOwner } from '../../store/timers.js';
import type { Routing } from '../routing.js';
import { actorOf } from './gate.js';
import { type ChatsFate, noFate, settleChats } from './go-offline.js';
import { touchQueuesOf } from './touch-queues.js';

export interface PresenceInput {
  readonly by: Agent;
  readonly agentId: AgentId;
  readonly presence: Presence;
}

/** The agent as they are now, what they were before, and what becomes of the conversations they have. */
export interface PresenceSet extends Agent {
  readonly before: Presence;
  readonly chats: ChatsFate;
}

/**
 * Sets presence, one's own or, for supervisors and above, another's; the latter is audited. Whoever goes offline
 * leaves their conversations to what each chatbot says; whoever comes back in time keeps them. Whoever is already what
 * they ask for stays as long idle as they were, and their queues look again.
 * Throws Refusal: role, unknown-agent, deactivated, guest.
 */
export async function setPresence(routing: Routing, input: PresenceInput): Promise<PresenceSet> {
  const { organizationId } = input.by;
  return routing.store.transaction(async (tx) => {
    await lockAgents(tx, organizationId, [input.by.id, input.agentId]);
    const by = await findAgent(tx, { organizationId, id: input.by.id });
    if (!by || by.deactivatedAt) throw new Refusal('deactivated');
    const agent = await findAgent(tx, { organizationId, id: input.agentId });
    if (!agent || agent.deactivatedAt) throw new Refusal('unknown-agent');
    if (by.isGuest && agent.id !== by.id) throw new Refusal('guest');
    if (agent.id !== by.id) mustSteer(by, agent);
    const { presence: before } = agent;
    const { presence } = input;
    if (agent.isGuest && presence !== 'offline')
      throw new Refusal('guest', agent.id === by.id ? {} : { agent: agent.name });
    if (presence !== before) await changeAgent(tx, agent, { presence });
    if (agent.id !== by.id && presence !== before)
      await recordChange(tx, organizationId, {
        actor: actorOf(by),
        subject: 'agent',
        subjectId: agent.id,
        what: 'presence',
        before,
        after: presence,
      });
    const chats = presence === 'offline' && before !== 'offline' ? await settleChats(tx, agent) : noFate;
    // Their conversations are theirs again.
    if (presence !== 'offline' && before === 'offline') await clearTimersOfOwner(tx, agent, ['agent-gone']);
    await redrawHome(tx, agent);
    for (const id of agent.chatbotIds) await redrawBoard(tx, { organizationId, id });
    if (presence === 'online') await touchQueuesOf(tx, agent);
    return { ...agent, presence, before, chats };
  });
}

/** Supervisors steer the agents of their own chatbots, admins and owners everyone. */
function mustSteer(by: Agent, agent: Agent): void {
  if (roleMay(by.role, 'manage')) return;
  const shared = agent.chatbotIds.some((id) => by.chatbotIds.includes(id));
  if (!roleMay(by.role, 'steer') || !shared)
    throw new Refusal('role', { needs: 'a supervisor of that agent' });
}
