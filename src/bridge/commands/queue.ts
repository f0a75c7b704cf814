// The command that lists who waits in its user's chatbots.

import { readQueueView } from '../../store/desk-views.js';
import { queueCard } from '../cards/rows.js';
import { linkQueue } from '../link-rows.js';
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
    return showCard(queueCard(await linkQueue(house.desks, await readQueueView(house.routing.store, agent))));
  },
});
