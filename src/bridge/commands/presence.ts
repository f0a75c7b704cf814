// The command that sets presence: one's own, or a colleague's for those who steer.

import { type Presence, presences } from '../../core/agent.js';
import { setPresence } from '../../routing/verbs/set-presence.js';
import { fateSentences } from '../cards/chats-fate.js';
import { presenceWord } from '../cards/prose.js';
import { findColleague } from '../people.js';
import { tellPresenceSet } from '../tell-presence.js';
import { showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'presence [@agent] online|away|offline';

function isPresence(word: string): word is Presence {
  return (presences as readonly string[]).includes(word);
}

export const presence = defineCommand({
  name: 'presence',
  usage,
  summary: 'Set your presence, or that of an agent you lead',
  permission: null,
  parse(args) {
    const words = args.trim().split(/\s+/);
    const wanted = (words.pop() ?? '').toLowerCase();
    if (!isPresence(wanted)) throw badUsage(usage);
    return { name: words.join(' '), wanted };
  },
  async run({ house, agent, invocation }, { name, wanted }) {
    const asking = { agent, desk: invocation.desk, team: invocation.team };
    const { colleague, rest } = await findColleague(house.routing.store, asking, name === '' ? 'me' : name);
    if (rest !== '') throw badUsage(usage);
    const set = await setPresence(house.routing, { by: agent, agentId: colleague.id, presence: wanted });
    const own = colleague.id === agent.id;
    if (!own && colleague.presence !== wanted) await tellPresenceSet(house, agent, set);
    const fate = fateSentences(set.chats, own ? 'your' : 'their');
    const sentence = `${own ? 'You are' : `${colleague.name} is`} ${presenceWord(wanted)}.`;
    return showNotice(fate === '' ? sentence : `${sentence} ${fate}`);
  },
});
