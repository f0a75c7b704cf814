// The command that tells how its user stands: presence, chats, and who waits.

import { readHome } from '../../store/home-view.js';
import { noticeCard } from '../cards/notice.js';
import { countOf, presenceWord } from '../cards/prose.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const status = defineCommand({
  name: 'status',
  usage: 'status',
  summary: 'How you stand, and how many wait',
  permission: null,
  parse: readNothing,
  async run({ house, agent }) {
    const home = await readHome(house.routing.store, agent);
    const standing = `You are ${presenceWord(agent.presence)} · ${home?.load ?? 0} of ${countOf(agent.chatLimit, 'chat')} · ${home?.waiting.length ?? 0} waiting`;
    return showCard(noticeCard(standing, agent.role));
  },
});
