// The agent of a conversation went offline and has not come back: it is kept, or goes back to the queue.

import type { Conversation } from '../../core/conversation.js';
import type { Tx } from '../../store/store.js';
import { setTimer, type Timer } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import { giveBack, leaveOverdue } from './give-back.js';

/**
 * Their time is up, or their customer wrote (`since` in the timer's data tells that it waited for that). Whoever is
 * there again keeps their conversations; a conversation that is kept for someone who is away says so, once.
 */
export async function turnAgentGone(
  tx: Tx,
  { conversation, timer }: { readonly conversation: Conversation; readonly timer: Timer },
): Promise<void> {
  if (conversation.status !== 'active') return;
  const { routing, owner } = await readTurnRules(tx, conversation);
  if (owner?.presence !== 'offline') return;
  const customerWrote = 'since' in timer.data;
  if (routing.whenAgentLeaves === 'return' || (routing.whenAgentLeaves === 'drain' && customerWrote)) {
    await giveBack(tx, conversation, { cause: 'offline', ownerName: owner.name });
    return;
  }
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  if (!customerWrote) return setTimer(tx, scope, 'agent-gone', 'customer-writes');
  await leaveOverdue(
    tx,
    conversation,
    `The customer wrote while ${owner.name} is offline. The chat is kept for their return.`,
  );
}
