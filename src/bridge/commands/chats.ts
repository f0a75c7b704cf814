// The command that lists the chats that fit: mine, waiting, active, closed today, by channel, chatbot and words.

import { type ChatFilter, readChatFilter, usualFilter } from '../../core/chat-filter.js';
import { listChats } from '../../store/chat-list.js';
import { readChoices } from '../../store/home-view.js';
import { chatsCard, filterForm } from '../cards/chats.js';
import { linkRows } from '../link-rows.js';
import { showCard } from './answers.js';
import { type Answer, type Context, defineCommand } from './command.js';
import { readFilterForm } from './filter.js';

const usage = 'chats [mine|waiting|active|closed] [channel] [chatbot] [words]';
/** The most a card shows. */
const shown = 8;

async function showChats({ house, agent }: Context, filter: ChatFilter): Promise<Answer> {
  const { store } = house.routing;
  const [found, choices] = await Promise.all([
    listChats(store, agent, filter, shown),
    readChoices(store, agent),
  ]);
  const rows = await linkRows(house.desks, found.views);
  return showCard(chatsCard({ readerId: agent.id, filter, choices, rows, more: found.more }));
}

export const chats = defineCommand({
  name: 'chats',
  aliases: ['find', 'search'],
  usage,
  summary: 'Find chats: mine, waiting, active, closed today, or by words',
  permission: 'see',
  parse: (args) => args.trim(),
  async run(context, args) {
    const { house, agent, invocation } = context;
    const choices = await readChoices(house.routing.store, agent);
    if (invocation.via === 'form')
      return showChats(context, readFilterForm(invocation.values, agent, choices));
    if (args === 'search' && invocation.via === 'button')
      return {
        show: 'form',
        form: filterForm('chats', usualFilter, choices),
        hint: `Write “${usage}”.`,
      };
    return showChats(context, readChatFilter(args, choices));
  },
});
