// People give a conversation back to the AI; what they said stays in the history the assistant reads.

import { type Conversation, maySteer } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import type { SteerInput } from './release.js';
import { takeTurn } from './turn.js';

/** Restores to the AI. Throws Refusal: not-active (already with the AI), not-owner, closed, stale. */
export async function restore(routing: Routing, input: SteerInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, owner, actor, writing } = await passGate(tx, input);
    maySteer({ conversation, agent, ownerName: owner?.name ?? null });
    if (conversation.status === 'ai') throw new Refusal('not-active', { status: 'with the AI already' });
    return takeTurn(tx, writing, {
      kind: 'conversation.restored',
      actor,
      data: { fromName: owner?.name ?? null },
      end: 'restored',
      change: { status: 'ai', requestedAt: null, requestReason: null, failedAnswers: 0 },
    });
  });
}
