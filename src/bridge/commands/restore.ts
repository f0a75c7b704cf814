// The command that gives a conversation back to the assistant.

import { restore as restoreConversation } from '../../routing/verbs/restore.js';
import { findTarget } from '../thread.js';
import { confirmDone } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand, epochOf } from './command.js';

const usage = 'restore [#1042]';

export const restore = defineCommand({
  name: 'restore',
  aliases: ['ai'],
  usage,
  summary: 'Give a chat back to the assistant',
  permission: 'work',
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const epoch = epochOf(invocation, target);
    const conversation = await restoreConversation(house.routing, {
      agent,
      conversationId: target.id,
      epoch,
    });
    return confirmDone(context, conversation, 'is with the assistant again');
  },
});
