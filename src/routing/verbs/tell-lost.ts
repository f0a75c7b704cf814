// The assistant's and the house's own words that the customer never got: the thread says so, for no agent's line can.

import { systemActor } from '../../core/actor.js';
import type { DeliveryError } from '../../core/delivery.js';
import type { MessageId } from '../../core/id.js';
import { visibleText } from '../../core/message.js';
import { plainWords } from '../../core/text.js';
import { findMessage } from '../../store/messages.js';
import type { Tx } from '../../store/store.js';
import type { Writing } from '../../store/writing.js';

export interface Lost {
  readonly messageId: MessageId | null;
  readonly event: 'delivery.dead' | 'delivery.unknown';
  readonly error: DeliveryError | null;
}

const quoteLength = 120;

/** Writes the line; nothing for agents' replies, whose own mark explains them. */
export async function tellLost(tx: Tx, writing: Writing, { messageId, event, error }: Lost): Promise<void> {
  const { organizationId } = writing.conversation;
  const message = messageId ? await findMessage(tx, { organizationId, id: messageId }) : null;
  if (message?.author !== 'assistant' && message?.author !== 'system') return;
  const text = visibleText({ ...message, text: plainWords(message) })
    .slice(0, quoteLength)
    .toWellFormed();
  const about = { what: message.author, messageId, error, text };
  await writing.deliver('thread', {
    kind: 'line',
    payload: { event, actor: systemActor('delivery'), ...about },
  });
}
