// The command that has a conversation served before others.

import { agentMay } from '../../core/agent.js';
import { priorityNames } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { prioritize } from '../../routing/verbs/prioritize.js';
import { priorityForm } from '../cards/manage-forms.js';
import { findTarget } from '../thread.js';
import { confirmDone } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'priority [#1042] normal|high|urgent';

export const priority = defineCommand({
  name: 'priority',
  usage,
  summary: 'Have a chat served before others',
  permission: 'work',
  field: 'priority',
  parse: readBareTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const word = (invocation.values.priority ?? rest).trim().toLowerCase();
    if (word === '' && invocation.via !== 'form') {
      if (target.ownerId !== agent.id && !agentMay(agent, 'steer', target.chatbotId))
        throw new Refusal('role', { needs: 'its owner or a supervisor' });
      return { show: 'form', form: priorityForm(target), hint: `Write “${usage}”.` };
    }
    const wanted = (priorityNames as readonly string[]).indexOf(word);
    if (wanted !== 0 && wanted !== 1 && wanted !== 2) throw badUsage(usage);
    const conversation = await prioritize(house.routing, {
      agent,
      conversationId: target.id,
      priority: wanted,
    });
    return confirmDone(context, conversation, `has the priority ${word}`);
  },
});
