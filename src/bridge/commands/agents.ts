// The command that lists the agents, shows one, and with which admins add and change them.

import { type Agent, roleMay, visibleChatbots } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { countLoad, findAgent, listAgents } from '../../store/agents.js';
import { listChatbots } from '../../store/chatbots.js';
import { listFormerAgents } from '../../store/manage-agents.js';
import { agentCard } from '../cards/manage.js';
import { agentsCard } from '../cards/overview.js';
import { addOne } from './add-agent.js';
import { agentWords, changeOne, isAgentWord } from './agent-changes.js';
import { showCard } from './answers.js';
import { type Answer, type Context, defineCommand } from './command.js';
import { findAnyone } from './named-agent.js';

export const agents = defineCommand({
  name: 'agents',
  aliases: ['agent'],
  usage: `agents [@agent] [${agentWords.join('|')}] · agents add @person role name`,
  summary: 'Who is there, and how busy; change an agent',
  permission: 'watch',
  parse: (args) => args.trim(),
  async run(context, args) {
    if (args === '') return showAll(context);
    const adding = /^add(?:\s+([\s\S]+))?$/iu.exec(args);
    if (adding) {
      const added = await addOne(context, (adding[1] ?? '').trim());
      return 'answer' in added ? added.answer : showOne(context, added.agent, added.done);
    }
    const { found, rest } = await findAnyone(context, args);
    mustLead(context.agent, found);
    if (rest === '') return showOne(context, found);
    const [word = '', ...more] = rest.split(/(?<=^\S+)\s+/u);
    if (!isAgentWord(word)) throw new Refusal('unknown-agent', { name: args.slice(0, 60) });
    const changed = await changeOne(context, found, { word, value: more.join(' ').trim() });
    return typeof changed === 'string' ? showOne(context, found, changed) : changed;
  },
});

/** Supervisors look at the agents of their own chatbots; of others they are told nothing. */
function mustLead(by: Agent, agent: Agent): void {
  const isMine = by.id === agent.id || agent.chatbotIds.some((id) => by.chatbotIds.includes(id));
  if (!roleMay(by.role, 'manage') && !isMine) throw new Refusal('unknown-agent');
}

async function showAll({ house, agent }: Context): Promise<Answer> {
  const { store } = house.routing;
  const manages = roleMay(agent.role, 'manage');
  const [here, former] = await Promise.all([
    listAgents(store, agent.organizationId, visibleChatbots(agent)),
    manages ? listFormerAgents(store, agent.organizationId) : [],
  ]);
  return showCard(agentsCard(here, former, manages));
}

/** The agent as they are now, with what was just done above them. */
async function showOne({ house, agent }: Context, { id }: Agent, done?: string): Promise<Answer> {
  const { store } = house.routing;
  const { organizationId } = agent;
  const [found, load, chatbots] = await Promise.all([
    findAgent(store, { organizationId, id }),
    countLoad(store, { organizationId, id }),
    listChatbots(store, organizationId),
  ]);
  if (!found) throw new Refusal('unknown-agent');
  const visible = visibleChatbots(agent);
  const shown = chatbots.filter((one) => visible === 'all' || visible.includes(one.id));
  return showCard(
    agentCard({
      agent: found,
      load,
      assigned: shown.filter((one) => found.chatbotIds.includes(one.id)),
      others: shown.filter((one) => !found.chatbotIds.includes(one.id)),
      manages: roleMay(agent.role, 'manage'),
      done,
    }),
  );
}
