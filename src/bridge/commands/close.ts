// The command that closes a conversation; it asks for a category when there is none yet.

import { showReference } from '../../core/conversation.js';
import { close as closeConversation } from '../../routing/verbs/close.js';
import { closeForm } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { readBareTarget } from './arguments.js';
import { defineCommand, epochOf } from './command.js';

export const close = defineCommand({
  name: 'close',
  aliases: ['end'],
  usage: 'close [#1042] [category]',
  summary: 'Close a chat, with a category if you like',
  permission: 'work',
  field: 'category',
  parse: readBareTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const category = invocation.values.category ?? rest;
    // Only a button asks: who typed the word has said all there is to say.
    if (
      invocation.via === 'button' &&
      category === '' &&
      target.category === null &&
      target.status !== 'closed'
    ) {
      const view = await viewOf(context, target);
      if (view.chatbot.categories.length > 0 && invocation.mouth.openForm) {
        return {
          show: 'form',
          form: closeForm(view),
          hint: `Write “close ${showReference(target)} category”.`,
        };
      }
    }
    const conversation = await closeConversation(house.routing, {
      agent,
      conversationId: target.id,
      epoch: epochOf(invocation, target),
      ...(category === '' ? {} : { category }),
    });
    return confirmDone(context, conversation, 'is closed');
  },
});
