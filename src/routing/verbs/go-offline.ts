// What becomes of the conversations of an agent who goes offline: kept, returned or drained, as each chatbot says.

import type { Agent } from '../../core/agent.js';
import type { RoutingPolicy } from '../../core/chatbot.js';
import { type Conversation, isAsked } from '../../core/conversation.js';
import { findChatbot } from '../../store/chatbots.js';
import { lockOwnedConversations } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import { giveBack, leaveOverdue } from './give-back.js';

/** How many conversations have which fate. */
export interface ChatsFate {
  /** Theirs until they are back. */
  readonly kept: number;
  /** In the queue already. */
  readonly returned: number;
  /** Back in the queue after so many minutes, unless they are back by then. */
  readonly returning: readonly { readonly minutes: number; readonly count: number }[];
  /** Each back in the queue when its customer writes next. */
  readonly draining: number;
}

export const noFate: ChatsFate = { kept: 0, returned: 0, returning: [], draining: 0 };

type Fate = 'kept' | 'returned' | 'draining' | number;

/** Decides it for every conversation of a locked agent who goes offline now. */
export async function settleChats(tx: Tx, agent: Agent): Promise<ChatsFate> {
  const policies = new Map<string, RoutingPolicy | null>();
  const fates: Fate[] = [];
  for (const conversation of await lockOwnedConversations(tx, agent)) {
    const { organizationId, chatbotId } = conversation;
    if (!policies.has(chatbotId))
      policies.set(chatbotId, (await findChatbot(tx, { organizationId, id: chatbotId }))?.routing ?? null);
    const policy = policies.get(chatbotId);
    if (policy) fates.push(await settleOne(tx, conversation, { policy, name: agent.name }));
  }
  return countFates(fates);
}

async function settleOne(
  tx: Tx,
  conversation: Conversation,
  { policy, name }: { readonly policy: RoutingPolicy; readonly name: string },
): Promise<Fate> {
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  const { whenAgentLeaves, agentGoneMinutes } = policy;
  const asked = isAsked(conversation);
  if (whenAgentLeaves === 'keep') {
    await setTimer(tx, scope, 'agent-gone', 'customer-writes');
    if (asked)
      await leaveOverdue(
        tx,
        conversation,
        `${name} went offline while the customer waits for an answer. The chat is kept for their return.`,
      );
    return 'kept';
  }
  if (whenAgentLeaves === 'return' ? agentGoneMinutes === 0 : asked) {
    await giveBack(tx, conversation, { cause: 'offline', ownerName: name });
    return 'returned';
  }
  if (whenAgentLeaves === 'drain') {
    await setTimer(tx, scope, 'agent-gone', 'customer-writes');
    return 'draining';
  }
  await setTimer(tx, scope, 'agent-gone', { inMs: agentGoneMinutes * 60_000 });
  return agentGoneMinutes;
}

function countFates(fates: readonly Fate[]): ChatsFate {
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const minutes = [...new Set(fates.filter((one) => typeof one === 'number'))].sort((a, b) => a - b);
  return {
    kept: count('kept'),
    returned: count('returned'),
    returning: minutes.map((one) => ({ minutes: one, count: count(one) })),
    draining: count('draining'),
  };
}
