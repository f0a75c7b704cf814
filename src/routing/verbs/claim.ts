// An agent takes a conversation: one winner, inside their limit, decided under both locks.

import type { Agent } from '../../core/agent.js';
import { type Conversation, mayClaim } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import { countLoad } from '../../store/agents.js';
import { moment } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { type Gate, passGate } from './gate.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { takeTurn } from './turn.js';

export interface ClaimInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** The epoch of the button that was pressed; a moved conversation makes it stale. */
  readonly epoch?: number | null;
  /** Also takes it from an agent who has it. */
  readonly takeover?: boolean;
}

/** Claims. Throws Refusal: owned-by-other, limit-reached, closed, stale, role, other-chatbot. */
export async function claim(routing: Routing, input: ClaimInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    // A button drawn before someone else won says who has it now, rather than only that it is stale.
    const gate = await passGate(tx, { agent: input.agent, conversationId: input.conversationId });
    return claimLocked(tx, gate, input);
  });
}

/** The claim itself, for verbs that do more in the same transaction. */
export async function claimLocked(
  tx: Tx,
  gate: Gate,
  how: Pick<ClaimInput, 'epoch' | 'takeover'> = {},
): Promise<Conversation> {
  const { agent, conversation, owner, actor, writing } = gate;
  const scope = { organizationId: agent.organizationId, id: agent.id };
  const { epoch = null, takeover = false } = how;
  mayClaim({
    conversation,
    agent,
    ownerName: owner?.name ?? null,
    load: await countLoad(tx, scope),
    takeover,
  });
  if (epoch !== null && epoch !== conversation.epoch) throw new Refusal('stale');
  await mirrorFromHere(tx, writing);
  return takeTurn(tx, writing, {
    kind: 'conversation.claimed',
    actor,
    data: { agentId: agent.id, agentName: agent.name, ...(owner ? { fromName: owner.name } : {}) },
    end: 'taken-over',
    start: { agentId: agent.id, reason: conversation.status === 'pending' ? 'claimed' : 'took-over' },
    change: { status: 'active', requestedAt: conversation.requestedAt ?? moment },
  });
}
