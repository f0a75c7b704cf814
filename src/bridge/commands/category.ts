// The command that says what a conversation is about.

import { mayAnnotate, showReference } from '../../core/conversation.js';
import { categorize } from '../../routing/verbs/categorize.js';
import { categoryForm, noCategory } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { confirmDone, showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { defineCommand } from './command.js';

const none = [noCategory, 'none', '-'];

export const category = defineCommand({
  name: 'category',
  usage: 'category [#1042] [name|none]',
  summary: 'Say what a chat is about',
  permission: 'annotate',
  field: 'category',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    mayAnnotate({ conversation: target, agent });
    const chosen = (invocation.values.category ?? rest).trim();
    if (chosen === '' && invocation.via !== 'form') {
      const view = await viewOf(context, target);
      const known = view.chatbot.categories;
      if (known.length === 0) return showNotice(`${view.chatbot.name} has no categories.`);
      return {
        show: 'form',
        form: categoryForm(view),
        hint: `Categories: ${known.join(', ')}. Write “category ${showReference(target)} name”.`,
      };
    }
    const wanted = chosen === '' || none.includes(chosen.toLowerCase()) ? null : chosen;
    const { category: about } = await categorize(house.routing, {
      agent,
      conversationId: target.id,
      category: wanted,
    });
    return confirmDone(context, target, about === null ? 'has no category' : `is about ${about}`);
  },
});
