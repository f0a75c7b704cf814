// The command with which a supervisor gives a conversation to an agent.

import { assign as assignConversation } from '../../routing/verbs/assign.js';
import { handOnForm } from '../cards/forms.js';
import { findColleague } from '../people.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { listColleagues } from './colleagues.js';
import { defineCommand, epochOf } from './command.js';

const usage = 'assign [#1042] @agent';

export const assign = defineCommand({
  name: 'assign',
  usage,
  summary: 'Give a chat to an agent',
  permission: 'steer',
  field: 'agent',
  parse: readBareTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const { store } = house.routing;
    const target = await findTarget(store, agent, invocation, reference);
    const to = invocation.values.agent ?? rest;
    if (to === '' && invocation.via !== 'form') {
      const form = handOnForm(await viewOf(context, target), 'assign', await listColleagues(context, target));
      return { show: 'form', form, hint: `Write “${usage}”.` };
    }
    const found = await findColleague(store, { agent, desk: invocation.desk, team: invocation.team }, to);
    if (found.rest !== '') throw badUsage(usage);
    const conversation = await assignConversation(house.routing, {
      by: agent,
      agentId: found.colleague.id,
      conversationId: target.id,
      epoch: epochOf(invocation, target),
    });
    return confirmDone(context, conversation, `is with ${found.colleague.name} now`);
  },
});
