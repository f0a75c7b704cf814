// A closed conversation is taken up again by an agent, who has it from then on.

import type { Agent } from '../../core/agent.js';
import { agentMay } from '../../core/agent.js';
import { type Conversation, mustHaveRoom } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import { countLoad } from '../../store/agents.js';
import { moment } from '../../store/conversations.js';
import { violatedConstraint } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { takeTurn } from './turn.js';

/** Reopens and claims. Throws Refusal: not-closed, newer-conversation, limit-reached, role. */
export async function reopen(
  routing: Routing,
  input: { readonly agent: Agent; readonly conversationId: ConversationId },
): Promise<Conversation> {
  try {
    return await routing.store.transaction(async (tx) => {
      const { agent, conversation, actor, writing } = await passGate(tx, input);
      if (!agentMay(agent, 'work', conversation.chatbotId)) throw new Refusal('other-chatbot');
      if (conversation.status !== 'closed') throw new Refusal('not-closed');
      mustHaveRoom(agent, await countLoad(tx, { organizationId: agent.organizationId, id: agent.id }));
      await mirrorFromHere(tx, writing);
      return takeTurn(tx, writing, {
        kind: 'conversation.reopened',
        actor,
        data: { agentId: agent.id, agentName: agent.name },
        end: 'closed',
        start: { agentId: agent.id, reason: 'claimed' },
        change: { status: 'active', closedAt: null, requestedAt: moment },
      });
    });
  } catch (error) {
    // The contact wrote again since: one open conversation per contact and door is a key of the table.
    if (violatedConstraint(error) === 'conversation_open') throw new Refusal('newer-conversation');
    throw error;
  }
}
