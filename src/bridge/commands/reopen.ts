// The command that opens a closed conversation again.

import { reopen as reopenConversation } from '../../routing/verbs/reopen.js';
import { findTarget } from '../thread.js';
import { confirmDone, tellIfOffline } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'reopen [#1042]';

export const reopen = defineCommand({
  name: 'reopen',
  usage,
  summary: 'Open a closed conversation again',
  permission: 'work',
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const conversation = await reopenConversation(house.routing, { agent, conversationId: target.id });
    return tellIfOffline(context, await confirmDone(context, conversation, 'is open again'));
  },
});
