// A delivery was given up on or its fate is unknown: the conversation's history says so.

import { systemActor } from '../../core/actor.js';
import type { DeliveryError } from '../../core/delivery.js';
import type { ConversationId, DeliveryId, Scoped } from '../../core/id.js';
import { lockConversation } from '../../store/conversations.js';
import { redrawCard } from '../../store/redraws.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';

export interface GivenUp extends Scoped<ConversationId> {
  readonly deliveryId: DeliveryId;
  readonly fate: 'dead' | 'unknown';
  readonly error: DeliveryError;
}

/** Records a dead letter or an unknown in the audit trail and on the card. */
export async function giveUp(routing: Routing, given: GivenUp): Promise<void> {
  await routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, given);
    if (!conversation) return;
    const writing = await beginWriting(tx, conversation);
    const { deliveryId, error } = given;
    await writing.event(
      given.fate === 'dead' ? 'delivery.dead' : 'delivery.unknown',
      systemActor('delivery'),
      { deliveryId, code: error.code },
    );
    await redrawCard(tx, given);
    await writing.finish();
  });
}
