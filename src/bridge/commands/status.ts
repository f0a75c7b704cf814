// The command that tells how its user stands, and why the next chat reaches them or does not.

import { readStanding } from '../../store/standing.js';
import { standingCard } from '../cards/standing.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const status = defineCommand({
  name: 'status',
  aliases: ['why'],
  usage: 'status',
  summary: 'How you stand, and why the next chat reaches you or not',
  permission: null,
  parse: readNothing,
  async run({ house, agent }) {
    return showCard(standingCard({ agent, ...(await readStanding(house.routing.store, agent)) }));
  },
});
