// The command that shows who the customer is.

import { infoCard } from '../cards/info.js';
import { findTarget } from '../thread.js';
import { showCard, viewOf } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'info [#1042]';

export const info = defineCommand({
  name: 'info',
  usage,
  summary: 'Who the customer is',
  permission: 'see',
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    return showCard(infoCard(await viewOf(context, target)));
  },
});
