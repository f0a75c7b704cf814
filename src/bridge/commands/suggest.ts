// The command that asks the AI for a reply: shown to the owner alone, edited and sent by them or not at all.

import { type Conversation, mayReply } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { looksLikeId } from '../../core/id.js';
import { mustBeInWindow } from '../../core/reply-window.js';
import { findSuggestion } from '../../store/suggestions.js';
import { replyForm } from '../cards/forms.js';
import { suggestionCard } from '../cards/suggestion.js';
import { fitRefusal } from '../remedies.js';
import { findTarget } from '../thread.js';
import { showCard, viewOf } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { type Answer, type Context, defineCommand } from './command.js';

const usage = 'suggest [#1042]';

/** The suggestion in the reply dialog, to be changed there. */
async function openEditor(context: Context, target: Conversation, id: string): Promise<Answer> {
  const { house, agent } = context;
  const { organizationId, id: conversationId } = target;
  const found = await findSuggestion(house.routing.store, id, {
    organizationId,
    conversationId,
    agentId: agent.id,
  });
  if (!found) throw new Refusal('stale');
  const view = await viewOf(context, target);
  return {
    show: 'form',
    form: replyForm(view, found.text),
    hint: 'Write it in the thread, in your own words.',
  };
}

export const suggest = defineCommand({
  name: 'suggest',
  aliases: ['suggestion'],
  usage,
  summary: 'Let the AI propose a reply, which you edit and send',
  permission: 'work',
  parse(args) {
    const { reference, rest } = readBareTarget(args);
    if (rest === '') return { reference, choice: null, id: null };
    const [choice, id, ...more] = rest.split(/\s+/);
    if ((choice !== 'edit' && choice !== 'not') || !looksLikeId(id) || more.length > 0) throw badUsage(usage);
    return { reference, choice, id };
  },
  async run(context, { reference, choice, id }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const view = await viewOf(context, target);
    // Told before anyone waits for it; the verb decides again under lock.
    mayReply({ conversation: target, agent, ownerName: view.owner?.name ?? null });
    try {
      mustBeInWindow(target, new Date());
    } catch (error) {
      throw await fitRefusal(house, error, target);
    }
    if (choice === 'edit') return openEditor(context, target, id);
    if (!house.suggester?.can(view.chatbot))
      throw new Refusal('no-suggestion', { why: 'this chatbot has no AI that could' });
    const made = await house.suggester.suggest({ agent, conversation: target, insteadOf: id });
    return showCard(suggestionCard({ conversation: target, suggestionId: made.id, text: made.text }));
  },
});
