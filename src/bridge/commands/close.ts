// The command that closes a conversation; it asks for a category when there is none yet.

import { lacksCategory } from '../../core/category.js';
import { type Conversation, maySteer, showReference } from '../../core/conversation.js';
import { close as closeConversation } from '../../routing/verbs/close.js';
import { closeForm } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { readBareTarget } from './arguments.js';
import { type Answer, type Context, defineCommand, epochOf } from './command.js';

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
    const form = category === '' ? await askCategory(context, target) : null;
    if (form) return form;
    const conversation = await closeConversation(house.routing, {
      agent,
      conversationId: target.id,
      epoch: epochOf(invocation, target),
      ...(category === '' ? {} : { category }),
    });
    return confirmDone(context, conversation, 'is closed');
  },
});

/**
 * The dialog that asks what it was about. Where the chatbot wants a category everyone is asked; else only a button asks:
 * who typed the word has said all there is to say.
 */
async function askCategory(context: Context, target: Conversation): Promise<Answer | null> {
  const { agent, invocation } = context;
  if (target.category !== null || target.status === 'closed' || invocation.via === 'form') return null;
  const view = await viewOf(context, target);
  const isRequired = lacksCategory(view.chatbot, target);
  const mayAsk =
    invocation.via === 'button' && view.chatbot.categories.length > 0 && invocation.mouth.openForm;
  if (!isRequired && !mayAsk) return null;
  // Whoever may not close it is told that, and not asked for what would then be refused.
  maySteer({ conversation: target, agent, ownerName: view.owner?.name ?? null });
  const known = view.chatbot.categories.join(', ');
  const why = isRequired ? `Before it is closed it needs a category (${known}). ` : '';
  const how = `Write “close ${showReference(target)} category”.`;
  return { show: 'form', form: closeForm(view, isRequired), hint: why + how };
}
