// An agent puts a conversation back in the queue, at its old place: it keeps the time it was asked for.

import type { Agent } from '../../core/agent.js';
import { type Conversation, maySteer } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import { takeTurn } from './turn.js';

export interface SteerInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  readonly epoch?: number | null;
}

/** Releases. Throws Refusal: not-active, not-owner, closed, stale. */
export async function release(routing: Routing, input: SteerInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, owner, actor, writing } = await passGate(tx, input);
    maySteer({ conversation, agent, ownerName: owner?.name ?? null });
    if (conversation.status !== 'active') throw new Refusal('not-active', { status: conversation.status });
    return takeTurn(tx, writing, {
      kind: 'conversation.released',
      actor,
      data: { fromName: owner?.name ?? null },
      end: 'released',
      change: { status: 'pending' },
    });
  });
}
