// The command that takes a conversation, or takes it over from whoever has it.

import { claim as claimConversation } from '../../routing/verbs/claim.js';
import { readQueueView } from '../../store/desk-views.js';
import { queueCard } from '../cards/rows.js';
import { linkQueue } from '../link-rows.js';
import { findTarget, pointsAtConversation } from '../thread.js';
import { confirmDone, showCard, tellIfOffline } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { defineCommand, epochOf } from './command.js';

const usage = 'claim [#1042] [over]';

export const claim = defineCommand({
  name: 'claim',
  aliases: ['take'],
  usage,
  summary: 'Take a conversation; `over` takes it from its owner',
  permission: 'work',
  parse(args) {
    const { reference, rest } = readBareTarget(args);
    if (rest !== '' && rest.toLowerCase() !== 'over') throw badUsage(usage);
    return { reference, takeover: rest !== '' };
  },
  async run(context, { reference, takeover }) {
    const { house, agent, invocation } = context;
    const { store } = house.routing;
    // A claim that names nothing never guesses: whom one already has is not meant.
    if (!(await pointsAtConversation(store, invocation, reference))) {
      return showCard(queueCard(await linkQueue(house.desks, await readQueueView(store, agent))));
    }
    const target = await findTarget(store, agent, invocation, reference);
    const epoch = epochOf(invocation, target);
    const conversation = await claimConversation(house.routing, {
      agent,
      conversationId: target.id,
      epoch,
      takeover,
    });
    return tellIfOffline(context, await confirmDone(context, conversation, 'is yours now'));
  },
});
