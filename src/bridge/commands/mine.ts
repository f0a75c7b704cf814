// The command that lists its user's active chats.

import { listMine } from '../../store/desk-views.js';
import { mineCard } from '../cards/rows.js';
import { linkRows } from '../link-rows.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const mine = defineCommand({
  name: 'mine',
  usage: 'mine',
  summary: 'Your active chats',
  permission: null,
  parse: readNothing,
  async run({ house, agent }) {
    const rows = await linkRows(house.desks, await listMine(house.routing.store, agent));
    return showCard(mineCard(rows, agent.chatLimit));
  },
});
