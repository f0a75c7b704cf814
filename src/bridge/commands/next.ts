// The command that takes the conversation that has waited longest.

import { next as takeNext } from '../../routing/verbs/next.js';
import { confirmDone, tellIfOffline } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const next = defineCommand({
  name: 'next',
  usage: 'next',
  summary: 'Take whoever has waited longest',
  permission: 'work',
  parse: readNothing,
  async run(context) {
    const conversation = await takeNext(context.house.routing, { agent: context.agent });
    return tellIfOffline(context, await confirmDone(context, conversation, 'is yours now'));
  },
});
