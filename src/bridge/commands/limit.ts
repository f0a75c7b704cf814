// The command that sets how many chats an agent takes at once.

import { setLimit } from '../../routing/verbs/set-presence.js';
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
  parse(args) {
    const match = /^\s*(?:(\S[\s\S]*?)\s+)?([0-9]{1,4})\s*$/u.exec(args);
    const count = match ? Number(match[2]) : Number.NaN;
    if (!match || count > highest) throw badUsage(usage);
    return { who: match[1] ?? 'me', count };
  },
  async run({ house, agent, invocation }, { who, count }) {
    const asking = { agent, desk: invocation.desk, team: invocation.team };
    const { colleague, rest } = await findColleague(house.routing.store, asking, who);
    if (rest !== '') throw badUsage(usage);
    await setLimit(house.routing, { by: agent, agentId: colleague.id, limit: count });
    return showNotice(`${colleague.name} takes up to ${countOf(count, 'chat')} at once.`);
  },
});
