// The command that sets presence: one's own, or a colleague's for those who steer.

import { type Agent, type Presence, presences, roleMay, visibleChatbots } from '../../core/agent.js';
import { setPresence } from '../../routing/verbs/set-presence.js';
import { listAgents } from '../../store/agents.js';
import { fateSentences } from '../cards/chats-fate.js';
import { presenceForm } from '../cards/manage-forms.js';
import { presenceWord } from '../cards/prose.js';
import { findColleague } from '../people.js';
import { tellPresenceSet } from '../tell-presence.js';
import { showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import { type Context, defineCommand } from './command.js';

const usage = 'presence [@agent] online|away|offline';

function isPresence(word: string): word is Presence {
  return (presences as readonly string[]).includes(word);
}

/** Those whose presence this agent may set, themself first; everybody for admins and owners. */
async function listSteered({ house, agent }: Context) {
  if (!roleMay(agent.role, 'steer')) return [agent];
  const all = await listAgents(house.routing.store, agent.organizationId, visibleChatbots(agent));
  const isMine = (one: Agent) =>
    roleMay(agent.role, 'manage') || one.chatbotIds.some((id) => agent.chatbotIds.includes(id));
  return [agent, ...all.filter((one) => one.id !== agent.id && isMine(one))];
}

/** Sets it, tells a colleague who did, and says what became of their chats. */
export async function setAndTell(
  { house, agent }: Context,
  colleague: Agent,
  wanted: Presence,
): Promise<string> {
  const set = await setPresence(house.routing, { by: agent, agentId: colleague.id, presence: wanted });
  const own = colleague.id === agent.id;
  if (!own && set.before !== wanted) await tellPresenceSet(house, agent, set);
  const fate = fateSentences(set.chats, own ? 'your' : 'their');
  const already = set.before === wanted ? 'already ' : '';
  const sentence = `${own ? 'You are' : `${colleague.name} is`} ${already}${presenceWord(wanted)}.`;
  return fate === '' ? sentence : `${sentence} ${fate}`;
}

export const presence = defineCommand({
  name: 'presence',
  usage,
  summary: 'Set your presence, or that of an agent you lead',
  permission: null,
  field: 'agent',
  parse(args) {
    if (args.trim() === '') return null;
    const words = args.trim().split(/\s+/);
    const wanted = (words.pop() ?? '').toLowerCase();
    if (!isPresence(wanted)) throw badUsage(usage);
    return { name: words.join(' '), wanted };
  },
  async run(context, typed) {
    const { house, agent, invocation } = context;
    const { values, desk, team } = invocation;
    if (!typed && invocation.via !== 'form')
      return { show: 'form', form: presenceForm(await listSteered(context)), hint: `Write “${usage}”.` };
    const name = typed ? typed.name : (values.agent ?? '');
    const wanted = typed ? typed.wanted : (values.presence ?? '');
    if (!isPresence(wanted)) throw badUsage(usage);
    const asking = { agent, desk, team };
    const { colleague, rest } = await findColleague(house.routing.store, asking, name === '' ? 'me' : name);
    if (rest !== '') throw badUsage(usage);
    return showNotice(await setAndTell(context, colleague, wanted));
  },
});
