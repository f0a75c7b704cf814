// The command that lists the agents with their presence and load.

import { listAgents } from '../../store/agents.js';
import { agentsCard } from '../cards/overview.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';
import { visibleChatbots } from './visible-chatbots.js';

export const agents = defineCommand({
  name: 'agents',
  usage: 'agents',
  summary: 'Who is there, and how busy',
  permission: 'watch',
  parse: readNothing,
  async run({ house, agent }) {
    return showCard(
      agentsCard(await listAgents(house.routing.store, agent.organizationId, visibleChatbots(agent))),
    );
  },
});
