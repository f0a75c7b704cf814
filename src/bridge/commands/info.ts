// The command that shows who the customer is.

import { readChosen } from '../../store/home-view.js';
import { infoCard } from '../cards/info.js';
import { findTarget } from '../thread.js';
import { showCard, viewOf } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'info [#1042]';

export const info = defineCommand({
  name: 'info',
  usage,
  summary: 'Who the customer is, and why a chat is in your list or not',
  permission: 'see',
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const [view, chosen] = await Promise.all([
      viewOf(context, target),
      readChosen(house.routing.store, agent),
    ]);
    const threadDesk = target.threadRef === null ? null : (view.place?.desk ?? null);
    return showCard(infoCard(view, { id: agent.id, ...chosen, desk: invocation.desk, threadDesk }));
  },
});
