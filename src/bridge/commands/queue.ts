// The command that lists who waits in its user's chatbots.

import { listQueue } from '../../store/desk-views.js';
import { queueCard } from '../cards/rows.js';
import { linkRows } from '../link-rows.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const queue = defineCommand({
  name: 'queue',
  usage: 'queue',
  summary: 'Who waits, the longest first',
  permission: 'see',
  parse: readNothing,
  async run({ house, agent }) {
    return showCard(queueCard(await linkRows(house.desks, await listQueue(house.routing.store, agent))));
  },
});
