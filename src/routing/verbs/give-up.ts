// A delivery was given up on or its fate is unknown: the conversation's history says so.

import { systemActor } from '../../core/actor.js';
import type { Delivery, DeliveryError } from '../../core/delivery.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { lockConversation } from '../../store/conversations.js';
import { redrawCard } from '../../store/redraws.js';
import { closeWindow } from '../../store/windows.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { tellLost } from './tell-lost.js';

export interface GivenUp extends Scoped<ConversationId> {
  readonly delivery: Pick<Delivery, 'id' | 'lane' | 'kind' | 'messageId'>;
  readonly fate: 'dead' | 'unknown';
  readonly error: DeliveryError;
}

/** Records a dead letter or an unknown in the audit trail and on the card. */
export async function giveUp(routing: Routing, given: GivenUp): Promise<void> {
  await routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, given);
    if (!conversation) return;
    const { delivery, error } = given;
    // The platform's word on its window counts more than our clock; our own word comes from that clock.
    if (delivery.lane === 'customer' && error.class === 'window' && error.code !== 'window-closed')
      await closeWindow(tx, given);
    const writing = await beginWriting(tx, conversation);
    const event = given.fate === 'dead' ? 'delivery.dead' : 'delivery.unknown';
    const actor = systemActor('delivery');
    await writing.event(event, actor, { deliveryId: delivery.id, code: error.code });
    // A reply's own mark explains it; a change of what is out already has no mark of its own.
    if (delivery.lane === 'customer' && delivery.kind !== 'message') {
      const { kind: what, messageId } = delivery;
      await writing.deliver('thread', { kind: 'line', payload: { event, actor, what, messageId, error } });
    } else if (delivery.lane === 'customer')
      await tellLost(tx, writing, { messageId: delivery.messageId, event, error });
    await redrawCard(tx, given);
    await writing.finish();
  });
}
