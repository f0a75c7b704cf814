// An admin changes an agent: role, chat limit, skills, languages.

import { type Agent, roleMay, roles } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { countLoad } from '../../store/agents.js';
import { listChatbots } from '../../store/chatbots.js';
import { type AgentSettings, saveAgent } from '../../store/manage-agents.js';
import { watchPlaces } from '../../store/place-members.js';
import { redrawBoard, redrawHome } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { loseChatbotLocked } from './leave.js';
import { mustLeaveOwner, mustOwn, passPersonnel, recordAgentChange } from './manage-gate.js';
import { touchQueuesOf } from './touch-queues.js';

export interface ManageAgentInput {
  readonly by: Agent;
  readonly agentId: AgentId;
  readonly change: AgentSettings;
}

const highestLimit = 100;
const mostSkills = 100;
const mostLanguages = 20;
const longestSkill = 80;

const settings = [
  ['role', 'role'],
  ['chatLimit', 'limit'],
  ['skills', 'skills'],
  ['languages', 'languages'],
] as const;

/**
 * Changes an agent; what was changed is audited, and their home and the queues they serve look again. Who falls to a
 * role that sees less gives back the chats they may not have any more.
 * Throws Refusal: deactivated, role, unknown-agent, bad-input, below-load, last-owner.
 */
export async function manageAgent(routing: Routing, input: ManageAgentInput): Promise<Agent> {
  checkAgentSettings(input.change);
  return routing.store.transaction(async (tx) => {
    const personnel = await passPersonnel(tx, input);
    const { by, agent } = personnel;
    if (agent.deactivatedAt) throw new Refusal('unknown-agent', { name: agent.name });
    const scope = { organizationId: agent.organizationId, id: agent.id };
    const { change } = input;
    if (change.role !== undefined && change.role !== agent.role) {
      if (change.role === 'owner') mustOwn(by);
      await mustLeaveOwner(tx, agent);
    }
    if (change.chatLimit !== undefined && change.chatLimit < agent.chatLimit)
      await mustHold(tx, agent, change.chatLimit);
    await saveAgent(tx, scope, change);
    for (const [key, what] of settings) {
      const [before, after] = [agent[key], change[key] ?? agent[key]];
      if (JSON.stringify(before) !== JSON.stringify(after))
        await recordAgentChange(tx, personnel, { what, before, after });
    }
    const changed: Agent = { ...agent, ...change };
    if (changed.role !== agent.role) await settleRole(tx, agent, changed);
    await lookAgain(tx, changed);
    return changed;
  });
}

/** Their home, the boards they are on and the queues they serve. */
export async function lookAgain(tx: Tx, agent: Agent): Promise<void> {
  const { organizationId } = agent;
  await redrawHome(tx, { organizationId, id: agent.id });
  for (const chatbotId of agent.chatbotIds) {
    await redrawBoard(tx, { organizationId, id: chatbotId });
  }
  await touchQueuesOf(tx, agent);
}

async function mustHold(tx: Tx, agent: Agent, limit: number): Promise<void> {
  const load = await countLoad(tx, { organizationId: agent.organizationId, id: agent.id });
  if (limit < load) throw new Refusal('below-load', { agent: agent.name, load, limit });
}

/** Admins and owners see every chatbot: who was one and is none any more loses those they are not assigned to. */
async function settleRole(tx: Tx, before: Agent, after: Agent): Promise<void> {
  const chatbots = await listChatbots(tx, after.organizationId);
  if (roleMay(before.role, 'manage') && !roleMay(after.role, 'manage')) {
    const lost = chatbots.filter(({ id }) => !after.chatbotIds.includes(id));
    for (const { id } of lost) await loseChatbotLocked(tx, after, id);
  }
  const ids = chatbots.map(({ id }) => id);
  await watchPlaces(tx, after.organizationId, ids, after.id);
}

function checkAgentSettings({ role, chatLimit, skills, languages }: AgentSettings): void {
  if (role !== undefined && !roles.includes(role))
    throw wrong('role', `a role is one of ${roles.join(', ')}`);
  if (
    chatLimit !== undefined &&
    !(Number.isInteger(chatLimit) && chatLimit >= 0 && chatLimit <= highestLimit)
  )
    throw wrong('count', `a limit is a whole number from 0 to ${highestLimit}`);
  if (skills && skills.length > mostSkills) throw wrong('skills', `at most ${mostSkills} skills`);
  if (skills?.some((one) => one.length > longestSkill))
    throw wrong('skills', `a skill has at most ${longestSkill} characters`);
  if (languages && languages.length > mostLanguages)
    throw wrong('languages', `at most ${mostLanguages} languages`);
  const strange = languages?.find((one) => !/^[a-z]{2}$/u.test(one));
  if (strange !== undefined) throw wrong('languages', `“${strange}” is no language such as en or de`);
}

const wrong = (field: string, what: string) => new Refusal('bad-input', { what, field });
