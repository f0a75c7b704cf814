// The command with which a supervisor says something to a conversation's owner alone.

import { agentMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { whisper as recordWhisper } from '../../routing/verbs/whisper.js';
import { identityOf } from '../../store/agents.js';
import type { ConversationView } from '../../store/desk-views.js';
import type { Card } from '../cards/card.js';
import { whisperCard, whisperForm, whisperLimit } from '../cards/whisper.js';
import { tellAgent } from '../tell-agent.js';
import { findTarget } from '../thread.js';
import { showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { type Context, defineCommand } from './command.js';
import { writtenText } from './written.js';

const usage = 'whisper [#1042] text';

/** In the thread for their eyes only, else in a direct message; false when neither reached them. */
async function reach({ house }: Context, view: ConversationView, card: Card): Promise<boolean> {
  const { place, owner, conversation } = view;
  if (!owner) return false;
  const { store, log } = house.routing;
  const desk = place ? house.desks.find(place.desk) : null;
  const identity = place ? await identityOf(store, owner, place.desk) : null;
  if (place && identity && desk?.whisper && conversation.threadRef !== null) {
    try {
      const { team, place: at } = place;
      await desk.whisper({ team, place: at, threadRef: conversation.threadRef, user: identity.user }, card);
      return true;
    } catch (error) {
      log.warn({ err: error, desk: place.desk, agentId: owner.id }, 'a whisper could not be shown');
    }
  }
  return tellAgent({ store, desks: house.desks, log }, owner, card);
}

export const whisper = defineCommand({
  name: 'whisper',
  usage,
  summary: 'Say something to the owner of a chat that only they see',
  permission: 'steer',
  field: 'text',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    if (!agentMay(agent, 'steer', target.chatbotId)) throw new Refusal('other-chatbot');
    const words = writtenText(context, rest);
    if (words === '') {
      if (invocation.via === 'form') throw new Refusal('empty-message');
      return {
        show: 'form',
        form: whisperForm(await viewOf(context, target)),
        hint: `Write “${usage}”.`,
      };
    }
    if (words.length > whisperLimit) throw new Refusal('too-long', { limit: whisperLimit });
    const { owner } = await recordWhisper(house.routing, { by: agent, conversationId: target.id });
    const view = await viewOf(context, target);
    if (!(await reach(context, { ...view, owner }, whisperCard(view, agent.name, words))))
      throw new Refusal('unreachable', { agent: owner.name });
    return showNotice(`🤫 Only ${owner.name} sees it.`);
  },
});
