// The colleagues a conversation can be handed to, for the form that asks.

import { agentMay } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { listAgents } from '../../store/agents.js';
import { findChatbot } from '../../store/chatbots.js';
import type { Colleague } from '../cards/forms.js';
import { presenceWord } from '../cards/prose.js';
import type { Context } from './command.js';

const order = { online: 0, away: 1, offline: 2 };

/** Everyone else on its desk who may work the conversation's chatbot, those who are there first. */
export async function listColleagues({ house }: Context, conversation: Conversation): Promise<Colleague[]> {
  const { store } = house.routing;
  const { organizationId, chatbotId } = conversation;
  const [agents, chatbot] = await Promise.all([
    listAgents(store, organizationId, [chatbotId]),
    findChatbot(store, { organizationId, id: chatbotId }),
  ]);
  const desk = chatbot?.desk?.kind;
  return agents
    .filter((one) => one.id !== conversation.ownerId && agentMay(one, 'work', chatbotId))
    .filter(({ identities }) => desk === undefined || identities.some((who) => who.desk === desk))
    .sort((one, other) => order[one.presence] - order[other.presence] || one.load - other.load)
    .map((one) => ({
      id: one.id,
      name: one.name,
      hint: `${presenceWord(one.presence)} · ${one.load}/${one.chatLimit}`,
    }));
}
