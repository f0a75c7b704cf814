// The command that shows a supervisor how every chatbot stands.

import { listPausedDoors } from '../../store/channel-health.js';
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
    const { store } = house.routing;
    const visible = visibleChatbots(agent);
    const [facts, paused] = await Promise.all([
      readOverview(store, agent.organizationId, visible),
      listPausedDoors(store, agent.organizationId, visible),
    ]);
    return showCard(overviewCard(facts, paused));
  },
});
