// The command that sends a failed reply again, or gives it up.

import { looksLikeId, type MessageId } from '../../core/id.js';
import { discardDelivery, retryDelivery } from '../../routing/verbs/retry-delivery.js';
import { findTarget } from '../thread.js';
import { showNotice } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'retry [#1042]';

export const retry = defineCommand({
  name: 'retry',
  usage,
  summary: 'Send a reply again that did not arrive',
  permission: 'work',
  parse(args) {
    const { reference, rest } = readBareTarget(args);
    // `send <id>` and `discard <id>` are what the buttons under a failed reply say.
    const [choice = 'send', id, ...more] = rest === '' ? ['send'] : rest.split(/\s+/);
    if ((choice !== 'send' && choice !== 'discard') || more.length > 0) throw badUsage(usage);
    if (id !== undefined && !looksLikeId(id)) throw badUsage(usage);
    return {
      reference,
      discard: choice === 'discard',
      messageId: id === undefined ? null : (id as MessageId),
    };
  },
  async run({ house, agent, invocation }, { reference, discard, messageId }) {
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const what = { agent, conversationId: target.id, ...(messageId === null ? {} : { messageId }) };
    if (discard) await discardDelivery(house.routing, what);
    else await retryDelivery(house.routing, what);
    return showNotice(
      discard ? 'Given up: the reply stays unsent.' : 'Sending it again. Your line shows what becomes of it.',
    );
  },
});
