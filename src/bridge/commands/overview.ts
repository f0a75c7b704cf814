// The command that shows a supervisor how every chatbot stands.

import { readOverview } from '../../store/desk-views.js';
import { overviewCard } from '../cards/overview.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';
import { visibleChatbots } from './visible-chatbots.js';

export const overview = defineCommand({
  name: 'overview',
  usage: 'overview',
  summary: 'How your chatbots stand, and who is there',
  permission: 'watch',
  parse: readNothing,
  async run({ house, agent }) {
    const facts = await readOverview(house.routing.store, agent.organizationId, visibleChatbots(agent));
    return showCard(overviewCard(facts));
  },
});
