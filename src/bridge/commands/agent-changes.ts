// What `agents` can do to one agent, word by word.

import { type Agent, findRole, type Presence, presences, roleMay, roles } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { manageAgent } from '../../routing/verbs/manage-agent.js';
import { assignAgent, unassignAgent } from '../../routing/verbs/manage-assignment.js';
import { deactivateAgent, reactivateAgent } from '../../routing/verbs/manage-people.js';
import { listChatbots } from '../../store/chatbots.js';
import { type AgentPart, agentForm, agentParts } from '../cards/manage-forms.js';
import { countOf } from '../cards/prose.js';
import { badUsage } from './arguments.js';
import { showChanges } from './changes.js';
import { readList, readNumber } from './chatbot-values.js';
import type { Answer, Context } from './command.js';
import { findNamedChatbot } from './named-chatbot.js';
import { setAndTell } from './presence.js';

export const agentWords = [
  'role',
  'limit',
  'presence',
  'skills',
  'languages',
  'assign',
  'unassign',
  'deactivate',
  'reactivate',
  'history',
] as const;
type AgentWord = (typeof agentWords)[number];

export const isAgentWord = (word: string): word is AgentWord =>
  (agentWords as readonly string[]).includes(word.toLowerCase());

interface Asked {
  readonly word: AgentWord;
  readonly value: string;
}

/** Does it and says what was done; or asks for what is missing. */
export async function changeOne(context: Context, agent: Agent, asked: Asked): Promise<string | Answer> {
  const { house, agent: by, invocation } = context;
  const word = asked.word.toLowerCase() as AgentWord;
  const { value } = asked;
  if (word !== 'presence' && !roleMay(by.role, 'manage')) throw new Refusal('role', { needs: 'an admin' });
  if (isPart(word)) {
    const typed = invocation.via === 'form' ? (invocation.values[word] ?? '') : value;
    if (typed === '' && invocation.via !== 'form')
      return {
        show: 'form',
        form: agentForm(word, agent),
        hint: `Write “agents ${agent.name} ${word} …”.`,
      };
    return changeAgentPart(context, agent, { part: word, typed });
  }
  const input = { by, agentId: agent.id };
  switch (word) {
    case 'history':
      return showChanges(context, agent);
    case 'presence':
      if (!isPresence(value)) throw badUsage('agents @agent presence online|away|offline');
      return setAndTell(context, agent, value);
    case 'role':
      return changeRole(context, agent, value);
    case 'assign':
    case 'unassign':
      return changeChatbots(context, agent, { word, value });
    case 'deactivate': {
      const { returned } = await deactivateAgent(house.routing, input);
      const waiting = returned > 0 ? ` ${countOf(returned, 'chat')} went back to the queue.` : '';
      return `${agent.name} is deactivated.${waiting}`;
    }
    case 'reactivate':
      await reactivateAgent(house.routing, input);
      return `${agent.name} is an agent again.`;
  }
}

const isPart = (word: AgentWord): word is AgentPart => (agentParts as readonly string[]).includes(word);
const isPresence = (word: string): word is Presence => (presences as readonly string[]).includes(word);

async function changeAgentPart(
  { house, agent: by }: Context,
  agent: Agent,
  { part, typed }: { readonly part: AgentPart; readonly typed: string },
): Promise<string> {
  const save = (change: Parameters<typeof manageAgent>[1]['change']) =>
    manageAgent(house.routing, { by, agentId: agent.id, change });
  if (part === 'limit') {
    const chatLimit = readNumber('limit', typed) ?? Number.NaN;
    await fieldOf('limit', () => save({ chatLimit }));
    return `${agent.name} takes up to ${countOf(chatLimit, 'chat')} at once.`;
  }
  const list = readList(typed);
  if (part === 'skills') await save({ skills: list });
  else await save({ languages: list.map((one) => one.toLowerCase()) });
  return `${agent.name}’s ${part}: ${list.join(', ') || 'none'}.`;
}

/** Says under which field of this dialog a refusal belongs. */
async function fieldOf(field: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, { ...error.detail, field }, error.remedies);
  }
}

async function changeRole({ house, agent: by }: Context, agent: Agent, value: string): Promise<string> {
  const role = findRole(value);
  if (!role) throw new Refusal('bad-input', { what: `a role is one of ${roles.join(', ')}` });
  await manageAgent(house.routing, { by, agentId: agent.id, change: { role } });
  return `${agent.name}’s role: ${role}.`;
}

async function changeChatbots(
  { house, agent: by }: Context,
  agent: Agent,
  { word, value }: { readonly word: 'assign' | 'unassign'; readonly value: string },
): Promise<string> {
  const { routing } = house;
  const { found, rest } = findNamedChatbot(await listChatbots(routing.store, by.organizationId), value);
  if (rest !== '') throw badUsage(`agents @agent ${word} chatbot`);
  const input = { by, agentId: agent.id, chatbotId: found.id };
  if (word === 'assign') {
    await assignAgent(routing, input);
    return `${agent.name} is assigned to ${found.name}.`;
  }
  const { returned } = await unassignAgent(routing, input);
  const waiting = returned > 0 ? ` ${countOf(returned, 'chat')} went back to the queue.` : '';
  return `${agent.name} is not assigned to ${found.name} any more.${waiting}`;
}
