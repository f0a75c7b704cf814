// Somebody has room, or has come: every queue they may serve looks again.

import type { Agent } from '../../core/agent.js';
import { listServed } from '../../store/candidates.js';
import type { Tx } from '../../store/store.js';

/** Touches the queues of the agent's chatbots, and of those that fall back on them. */
export async function touchQueuesOf(
  tx: Tx,
  { organizationId, chatbotIds }: Pick<Agent, 'organizationId' | 'chatbotIds'>,
): Promise<void> {
  for (const chatbotId of await listServed(tx, organizationId, chatbotIds))
    tx.touch({ kind: 'queue', organizationId, chatbotId });
}
