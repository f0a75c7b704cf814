// The command that puts a conversation back in the queue.

import { release as releaseConversation } from '../../routing/verbs/release.js';
import { findTarget } from '../thread.js';
import { confirmDone } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand, epochOf } from './command.js';

const usage = 'release [#1042]';

export const release = defineCommand({
  name: 'release',
  usage,
  summary: 'Put a chat back in the queue',
  permission: 'work',
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const epoch = epochOf(invocation, target);
    const conversation = await releaseConversation(house.routing, {
      agent,
      conversationId: target.id,
      epoch,
    });
    return confirmDone(context, conversation, 'is back in the queue');
  },
});
