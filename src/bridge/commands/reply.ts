// The command that writes to the customer from anywhere: the reply window, a slash command, a word.

import { mayReply } from '../../core/conversation.js';
import { reply as sendReply } from '../../routing/verbs/reply.js';
import { replyForm } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { defineCommand } from './command.js';
import { takeWritten, tellRefused, wroteNothing } from './written.js';

const usage = 'reply [#1042] text';

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
