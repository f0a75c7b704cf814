// Somebody has room, or has come: every queue they may serve looks again.

import type { Agent } from '../../core/agent.js';
import { listServed } from '../../store/candidates.js';
import type { Tx } from '../../store/store.js';
import { listAssignedChatbots, listWaited } from '../../store/waited-queues.js';

/**
 * Touches the queues of the agent's chatbots, and of those that fall back on them, as they are assigned now. A queue in
 * which nobody waits is left alone: an agent may serve hundreds, and whoever comes to wait touches theirs.
 */
export async function touchQueuesOf(tx: Tx, agent: Pick<Agent, 'organizationId' | 'id'>): Promise<void> {
  const { organizationId } = agent;
  const served = await listServed(tx, organizationId, await listAssignedChatbots(tx, agent));
  for (const chatbotId of await listWaited(tx, organizationId, served))
    tx.touch({ kind: 'queue', organizationId, chatbotId });
}
