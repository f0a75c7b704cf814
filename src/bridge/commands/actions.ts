// The buttons of a conversation for someone who asked at one of its messages.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import { conversationControls } from '../cards/controls.js';
import { bold, excerpt, statusWord, textPart } from '../cards/prose.js';
import { wayToWrite } from '../cards/root.js';
import { findTarget } from '../thread.js';
import { showCard, viewOf } from './answers.js';
import { readOnlyTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'actions [#1042]';

export const actions = defineCommand({
  name: 'actions',
  usage,
  summary: 'What can be done with a conversation',
  permission: 'see',
  hidden: true,
  parse: readOnlyTarget(usage),
  async run(context, { reference }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const view = await viewOf(context, target);
    const { contact, owner } = view;
    const hasTemplates = house.templates?.has(view.channelKind) ?? false;
    const head = `${showReference(target)} ${excerpt(contactLabel(contact), 60)}`;
    return showCard({
      fallback: head,
      parts: [
        textPart(bold(head), ` · ${statusWord(target.status, owner?.name ?? null)}`),
        ...conversationControls(target, {
          write: wayToWrite({ ...view, hasTemplates }, new Date()),
          asksCategory: view.chatbot.categories.length > 0 && target.category === null,
        }),
      ],
    });
  },
});
