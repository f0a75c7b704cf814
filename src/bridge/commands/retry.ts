// The command that sends a failed reply again, as it is or changed, or gives it up.

import { type Conversation, mayReply } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { looksLikeId, type MessageId } from '../../core/id.js';
import { reply } from '../../routing/verbs/reply.js';
import { discardDelivery, retryDelivery } from '../../routing/verbs/retry-delivery.js';
import { findMessage } from '../../store/messages.js';
import { againForm } from '../cards/forms.js';
import { findTarget } from '../thread.js';
import { confirmDone, showNotice, viewOf } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { type Answer, type Context, defineCommand } from './command.js';
import { takeWritten, tellRefused } from './written.js';

const usage = 'retry [#1042]';

/** `send <id>`, `discard <id>` and `edit <id>` are what the buttons under a failed reply say. */
const choices = ['send', 'discard', 'edit'] as const;
type Choice = (typeof choices)[number];

/** The failed words in a dialog, and what comes back from it as a reply in their place. */
async function sendChanged(context: Context, target: Conversation, messageId: MessageId): Promise<Answer> {
  const { house, agent, invocation } = context;
  const view = await viewOf(context, target);
  mayReply({ conversation: target, agent, ownerName: view.owner?.name ?? null });
  if (invocation.via !== 'form') {
    const { organizationId } = target;
    const message = await findMessage(house.routing.store, { organizationId, id: messageId });
    if (message?.conversationId !== target.id) throw new Refusal('nothing-to-retry');
    const form = againForm(view, messageId, message.text);
    return { show: 'form', form, hint: 'Write it again in the thread, changed.' };
  }
  const { text, attachmentIds, refused } = await takeWritten(context, target, '');
  const desk = { ref: null, clientId: null };
  await reply(house.routing, { agent, conversationId: target.id, text, attachmentIds, desk });
  // The old words are settled now; if someone settled them meanwhile, so much the better.
  await discardDelivery(house.routing, { agent, conversationId: target.id, messageId }).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    },
  );
  return tellRefused(refused, await confirmDone(context, target, 'was answered'));
}

export const retry = defineCommand({
  name: 'retry',
  usage,
  summary: 'Send a reply again that did not arrive',
  permission: 'work',
  field: 'text',
  parse(args) {
    const { reference, rest } = readBareTarget(args);
    const [word = '', id, ...more] = rest === '' ? ['send'] : rest.split(/\s+/);
    const choice = choices.find((known): known is Choice => known === word);
    if (!choice || more.length > 0 || (choice === 'edit' && id === undefined)) throw badUsage(usage);
    if (id !== undefined && !looksLikeId(id)) throw badUsage(usage);
    return { reference, choice, messageId: id === undefined ? null : (id as MessageId) };
  },
  async run(context, { reference, choice, messageId }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const what = { agent, conversationId: target.id, ...(messageId === null ? {} : { messageId }) };
    if (choice === 'edit' && messageId !== null) return sendChanged(context, target, messageId);
    const discard = choice === 'discard';
    if (discard) await discardDelivery(house.routing, what);
    else await retryDelivery(house.routing, what);
    return showNotice(
      discard ? 'Given up: the reply stays unsent.' : 'Sending it again. Your line shows what becomes of it.',
    );
  },
});
