// An admin assigns an agent to a chatbot, or takes the assignment back.

import { type Agent, roleMay } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId, ChatbotId } from '../../core/id.js';
import { recordChange } from '../../store/audit.js';
import { findChatbot } from '../../store/chatbots.js';
import { deleteAssigned, insertAssigned } from '../../store/manage-agents.js';
import { watchPlaces } from '../../store/place-members.js';
import { redrawBoard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { actorOf } from './gate.js';
import { loseChatbotLocked } from './leave.js';
import { lookAgain } from './manage-agent.js';
import { type Personnel, passPersonnel, recordAgentChange } from './manage-gate.js';
import { mustBeOnDesk } from './must-be-on-desk.js';

export interface AssignmentInput {
  readonly by: Agent;
  readonly agentId: AgentId;
  readonly chatbotId: ChatbotId;
}

export interface Assigned {
  readonly agent: Agent;
  readonly chatbot: Chatbot;
  /** How many of their chats wait again. */
  readonly returned: number;
}

/**
 * Assigns an agent to a chatbot; they must be somebody on the desk where it is answered. Its queue looks again.
 * Throws Refusal: deactivated, role, unknown-agent, unknown-chatbot, other-desk.
 */
export async function assignAgent(routing: Routing, input: AssignmentInput): Promise<Assigned> {
  return routing.store.transaction(async (tx) => {
    const { personnel, chatbot } = await begin(tx, input);
    const { agent } = personnel;
    if (agent.deactivatedAt) throw new Refusal('unknown-agent', { name: agent.name });
    await mustBeOnDesk(tx, agent, chatbot);
    if (await insertAssigned(tx, agent, chatbot.id)) await settle(tx, personnel, chatbot, 'gained');
    return { agent, chatbot, returned: 0 };
  });
}

/**
 * Takes an agent's assignment back: their chats of the chatbot wait again.
 * Throws Refusal: deactivated, role, unknown-agent, unknown-chatbot.
 */
export async function unassignAgent(routing: Routing, input: AssignmentInput): Promise<Assigned> {
  return routing.store.transaction(async (tx) => {
    const { personnel, chatbot } = await begin(tx, input);
    const { agent } = personnel;
    if (!(await deleteAssigned(tx, agent, chatbot.id))) return { agent, chatbot, returned: 0 };
    // Admins and owners may go on with what they have. Conversations are locked before homes.
    const returned = roleMay(agent.role, 'manage') ? 0 : await loseChatbotLocked(tx, agent, chatbot.id);
    await settle(tx, personnel, chatbot, 'lost');
    return { agent, chatbot, returned };
  });
}

async function begin(tx: Tx, input: AssignmentInput): Promise<{ personnel: Personnel; chatbot: Chatbot }> {
  const personnel = await passPersonnel(tx, input);
  const chatbot = await findChatbot(tx, { organizationId: input.by.organizationId, id: input.chatbotId });
  if (!chatbot) throw new Refusal('unknown-chatbot');
  return { personnel, chatbot };
}

async function settle(tx: Tx, personnel: Personnel, chatbot: Chatbot, how: 'gained' | 'lost'): Promise<void> {
  const { by, agent } = personnel;
  const { organizationId } = by;
  const [before, after] = how === 'gained' ? [null, chatbot.key] : [chatbot.key, null];
  await recordAgentChange(tx, personnel, { what: 'chatbot', before, after });
  await recordChange(tx, organizationId, {
    actor: actorOf(by),
    subject: 'chatbot',
    subjectId: chatbot.id,
    what: 'agent',
    before: how === 'gained' ? null : agent.name,
    after: how === 'gained' ? agent.name : null,
  });
  await watchPlaces(tx, organizationId, [chatbot.id], agent.id);
  await redrawBoard(tx, { organizationId, id: chatbot.id });
  await lookAgain(tx, agent);
  tx.touch({ kind: 'queue', organizationId, chatbotId: chatbot.id });
}
