// The command that writes to the customer from anywhere: the reply window, a slash command, a word.

import { type Conversation, mayReply } from '../../core/conversation.js';
import { mustBeInWindow } from '../../core/reply-window.js';
import { reply as sendReply } from '../../routing/verbs/reply.js';
import { replyForm } from '../cards/forms.js';
import type { BridgeHouse } from '../house.js';
import { fitRefusal } from '../remedies.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { defineCommand } from './command.js';
import { takeWritten, tellRefused, wroteNothing } from './written.js';

const usage = 'reply [#1042] text';

/** Refuses before a dialog is filled in for nothing. */
async function mustReach(house: BridgeHouse, conversation: Conversation): Promise<void> {
  try {
    mustBeInWindow(conversation, new Date());
  } catch (error) {
    throw await fitRefusal(house, error, conversation);
  }
}

export const reply = defineCommand({
  name: 'reply',
  usage,
  summary: 'Write to the customer of a chat of yours',
  permission: 'work',
  field: 'text',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const view = await viewOf(context, target);
    // Told before anything is typed or fetched; the verb decides again under lock.
    mayReply({ conversation: target, agent, ownerName: view.owner?.name ?? null });
    await mustReach(house, target);
    if (invocation.via !== 'form' && wroteNothing(context, rest)) {
      return { show: 'form', form: replyForm(view), hint: `Write “${usage}”.` };
    }
    const { text, attachmentIds, refused } = await takeWritten(context, target, rest);
    await sendReply(house.routing, {
      agent,
      conversationId: target.id,
      text,
      attachmentIds,
      desk: { ref: null, clientId: null },
    });
    return tellRefused(refused, await confirmDone(context, target, 'was answered'));
  },
});
