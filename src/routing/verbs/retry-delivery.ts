// A person decides about messages that were given up on or whose fate is unknown: send again, or let go.

import type { Agent } from '../../core/agent.js';
import { maySteer } from '../../core/conversation.js';
import type { Delivery } from '../../core/delivery.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId, MessageId } from '../../core/id.js';
import { cancelDelivery, lockStuckDeliveries, requeueDelivery } from '../../store/deliveries.js';
import { redrawMark } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { type Gate, passGate } from './gate.js';

export interface StuckInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** One message; all stuck ones of the conversation when absent. */
  readonly messageId?: MessageId;
}

/** Sends again, at the end of the lane. Throws Refusal: nothing-to-retry, not-owner, closed. */
export async function retryDelivery(routing: Routing, input: StuckInput): Promise<number> {
  return settle(routing, input, async (tx, gate, deliveries) => {
    const { organizationId, id } = gate.conversation;
    for (const delivery of deliveries)
      await requeueDelivery(tx, delivery, gate.writing.nextPlace('customer'));
    tx.touch({ kind: 'lane', lane: 'customer', organizationId, id });
  });
}

/** Lets stuck messages go: they stay in the thread, marked as not sent. Throws Refusal: nothing-to-retry, not-owner. */
export async function discardDelivery(routing: Routing, input: StuckInput): Promise<number> {
  return settle(routing, input, async (tx, _gate, deliveries) => {
    for (const delivery of deliveries) await cancelDelivery(tx, delivery);
  });
}

async function settle(
  routing: Routing,
  input: StuckInput,
  work: (tx: Tx, gate: Gate, deliveries: readonly Delivery[]) => Promise<void>,
): Promise<number> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.agent, conversationId: input.conversationId });
    maySteer({ conversation: gate.conversation, agent: gate.agent, ownerName: gate.owner?.name ?? null });
    const deliveries = await lockStuckDeliveries(tx, gate.conversation, input.messageId ?? null);
    if (deliveries.length === 0) throw new Refusal('nothing-to-retry');
    await work(tx, gate, deliveries);
    for (const { organizationId, messageId } of deliveries)
      if (messageId) await redrawMark(tx, { organizationId, id: messageId });
    await gate.writing.finish();
    return deliveries.length;
  });
}
