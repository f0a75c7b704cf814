// The command that leaves an internal note, which never reaches the customer.

import { type Conversation, mayAnnotate } from '../../core/conversation.js';
import type { DeskRefParts } from '../../core/desk-ref.js';
import { note as addNote } from '../../routing/verbs/note.js';
import { noteForm } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { type Context, defineCommand, isInThread } from './command.js';
import { takeWritten, tellRefused, wroteNothing } from './written.js';

const usage = 'note [#1042] text';

/** The post in the thread that already shows the note; null when the mirror has to write it there. */
function typedAt({ invocation }: Context, conversation: Conversation): DeskRefParts | null {
  const typed = invocation.via === 'word' || invocation.via === 'mention';
  const { desk, team, place, postRef } = invocation;
  if (!typed || !isInThread(invocation, conversation) || place === null || postRef === null) return null;
  return { desk, team, place, ref: postRef };
}

export const note = defineCommand({
  name: 'note',
  usage,
  summary: 'Leave a note that only agents see',
  permission: 'annotate',
  field: 'text',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    mayAnnotate({ conversation: target, agent });
    if (invocation.via !== 'form' && wroteNothing(context, rest)) {
      return { show: 'form', form: noteForm(await viewOf(context, target)), hint: `Write “${usage}”.` };
    }
    const { text, attachmentIds, refused } = await takeWritten(context, target, rest);
    const deskRef = typedAt(context, target);
    await addNote(house.routing, { agent, conversationId: target.id, text, attachmentIds, deskRef });
    // A note typed in the thread has no post of ours to show that it was kept from the customer.
    return tellRefused(refused, showNotice('🔒 Saved as an internal note. The customer does not see it.'));
  },
});
