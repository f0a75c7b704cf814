// The colleagues a conversation can be handed to, for the form that asks.

import { agentMay } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { listAgents } from '../../store/agents.js';
import type { Colleague } from '../cards/forms.js';
import { presenceWord } from '../cards/prose.js';
import type { Context } from './command.js';

const order = { online: 0, away: 1, offline: 2 };

/** Everyone else who may work the conversation's chatbot, those who are there first. */
export async function listColleagues({ house }: Context, conversation: Conversation): Promise<Colleague[]> {
  const agents = await listAgents(house.routing.store, conversation.organizationId, [conversation.chatbotId]);
  return agents
    .filter((one) => one.id !== conversation.ownerId && agentMay(one, 'work', conversation.chatbotId))
    .sort((one, other) => order[one.presence] - order[other.presence] || one.load - other.load)
    .map((one) => ({
      id: one.id,
      name: one.name,
      hint: `${presenceWord(one.presence)} · ${one.load}/${one.chatLimit}`,
    }));
}
