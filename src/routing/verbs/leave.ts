// An agent left the desk for good: no further gesture counts, and their chats go back to the queue.

import { systemActor } from '../../core/actor.js';
import type { Agent } from '../../core/agent.js';
import { changeAgent, lockAgent } from '../../store/agents.js';
import { lockOwnedConversations, moment } from '../../store/conversations.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { takeTurn } from './turn.js';

/** Deactivates the agent and releases what they had; returns how many conversations wait again. */
export async function leave(routing: Routing, agent: Agent): Promise<number> {
  const scope = { organizationId: agent.organizationId, id: agent.id };
  return routing.store.transaction(async (tx) => {
    const locked = await lockAgent(tx, scope);
    if (!locked || locked.deactivatedAt) return 0;
    await changeAgent(tx, scope, { presence: 'offline', deactivatedAt: moment });
    const mine = await lockOwnedConversations(tx, scope);
    for (const conversation of mine) {
      await takeTurn(tx, await beginWriting(tx, conversation), {
        kind: 'conversation.released',
        actor: systemActor('agent left'),
        data: { fromName: locked.name },
        end: 'offline',
        change: { status: 'pending' },
      });
    }
    return mine.length;
  });
}
