// The command for prepared answers: found by name or words, filled in, edited and sent by the owner of a chat.

import {
  type CannedReply,
  type CannedUse,
  type CannedValues,
  fillCanned,
  findCannedByName,
  firstName,
  searchCanned,
  sortCanned,
} from '../../core/canned.js';
import { mayReply, showReference } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { looksLikeId } from '../../core/id.js';
import { mustBeInWindow } from '../../core/reply-window.js';
import { reply as sendReply } from '../../routing/verbs/reply.js';
import { countCannedUse, listCanned, readCannedUse } from '../../store/canned.js';
import type { ConversationView } from '../../store/desk-views.js';
import { filledCannedCard, pickCannedCard, pickCannedForm } from '../cards/canned.js';
import { replyForm } from '../cards/forms.js';
import { fitRefusal } from '../remedies.js';
import { findTarget } from '../thread.js';
import { confirmDone, showCard, showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { manageCanned, readKeeping } from './canned-keeping.js';
import { type Answer, type Context, defineCommand } from './command.js';

const usage = 'canned [#1042] [name or words]';
const all = { command: 'canned', label: 'Prepared answers' };

function valuesFor({ agent }: Context, { contact, chatbot, conversation }: ConversationView): CannedValues {
  return {
    'contact.name': contact.name,
    'contact.first_name': firstName(contact.name),
    'agent.name': agent.name,
    'chatbot.name': chatbot.name,
    reference: showReference(conversation),
    category: conversation.category,
  };
}

/** The one chosen by its id or its name, or those the words find. Throws Refusal `unknown-canned`. */
function findWanted(replies: readonly CannedReply[], wanted: string, use: CannedUse): readonly CannedReply[] {
  const isId: boolean = looksLikeId(wanted);
  const chosen = isId ? replies.find(({ id }) => id === wanted) : null;
  const named = chosen ?? findCannedByName(replies, wanted);
  const found = named ? [named] : searchCanned(replies, wanted, use);
  if (found.length === 0)
    throw new Refusal('unknown-canned', { name: isId ? '' : wanted.slice(0, 60) }, [all]);
  return found;
}

/** The answer in the reply dialog, or as a card where the gesture can open none. */
function showFilled(context: Context, view: ConversationView, reply: CannedReply): Answer {
  const filled = fillCanned(reply.text, valuesFor(context, view));
  return context.invocation.mouth.openForm
    ? { show: 'form', form: replyForm(view, filled), hint: 'Write it in the thread.' }
    : showCard(filledCannedCard(view, reply, filled));
}

function offer({ invocation }: Context, view: ConversationView, replies: readonly CannedReply[]): Answer {
  return invocation.mouth.openForm
    ? { show: 'form', form: pickCannedForm(view, replies), hint: `Write “${usage}”.` }
    : showCard(pickCannedCard(view, replies));
}

/** What a button, a dialog or a line asks for. */
function readWanted({ invocation: { via, values } }: Context, rest: string) {
  const wanted = via === 'form' ? (values.canned ?? '') : rest;
  const send = via === 'button' ? /^send\s+(\S+)$/u.exec(wanted)?.[1] : undefined;
  return send === undefined ? { wanted, sends: false } : { wanted: send, sends: true };
}

export const canned = defineCommand({
  name: 'canned',
  aliases: ['replies', 'r'],
  usage,
  summary: 'Answer with a prepared text; “canned list” shows them, “canned add” makes one',
  permission: 'work',
  field: 'text',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const keeping = reference === null ? readKeeping(rest) : null;
    if (keeping) return manageCanned(context, keeping);
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const view = await viewOf(context, target);
    // Told before anything is chosen; the verb decides again under lock.
    mayReply({ conversation: target, agent, ownerName: view.owner?.name ?? null });
    try {
      mustBeInWindow(target, new Date());
    } catch (error) {
      throw await fitRefusal(house, error, target);
    }
    const replies = await listCanned(house.routing.store, target.organizationId, target.chatbotId);
    if (replies.length === 0)
      return showNotice('There are no prepared answers yet.', 'An admin makes some with “canned add”.');
    const { wanted, sends } = readWanted(context, rest);
    const use = await readCannedUse(house.routing.store, agent, replies);
    const found = wanted === '' ? sortCanned(replies, use) : findWanted(replies, wanted, use);
    const [only, second] = found;
    if (wanted === '' || !only || second) return offer(context, view, found);
    if (!sends) {
      await countCannedUse(house.routing.store, agent, only.id);
      return showFilled(context, view, only);
    }
    await sendReply(house.routing, {
      agent,
      conversationId: target.id,
      text: fillCanned(only.text, valuesFor(context, view)),
      desk: { ref: null, clientId: null },
    });
    return confirmDone(context, target, 'was answered');
  },
});
