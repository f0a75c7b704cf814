// The command that sets how many chats an agent takes at once.

import { manageAgent } from '../../routing/verbs/manage-agent.js';
import { listAgents } from '../../store/agents.js';
import { limitForm } from '../cards/manage-forms.js';
import { countOf } from '../cards/prose.js';
import { findColleague } from '../people.js';
import { showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'limit @agent number';

/** More is a typing mistake: nobody answers so many at once. */
const highest = 100;

export const limit = defineCommand({
  name: 'limit',
  usage,
  summary: 'Set how many chats an agent takes at once',
  permission: 'manage',
  field: 'count',
  parse(args) {
    if (args.trim() === '') return null;
    const match = /^\s*(?:(\S[\s\S]*?)\s+)?([0-9]{1,4})\s*$/u.exec(args);
    if (!match || Number(match[2]) > highest) throw badUsage(usage);
    return { who: match[1] ?? 'me', count: Number(match[2]) };
  },
  async run({ house, agent, invocation }, typed) {
    const { store } = house.routing;
    const { values, desk, team } = invocation;
    if (!typed && invocation.via !== 'form') {
      const agents = await listAgents(store, agent.organizationId, 'all');
      return { show: 'form', form: limitForm(agents), hint: `Write “${usage}”.` };
    }
    const { who, count } = typed ?? { who: values.agent ?? '', count: Number(values.count ?? Number.NaN) };
    const { colleague, rest } = await findColleague(store, { agent, desk, team }, who);
    if (rest !== '') throw badUsage(usage);
    await manageAgent(house.routing, { by: agent, agentId: colleague.id, change: { chatLimit: count } });
    return showNotice(`${colleague.name} takes up to ${countOf(count, 'chat')} at once.`);
  },
});
