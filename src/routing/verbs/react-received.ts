// A customer reacts to a message of either side, or takes the reaction back.

import type { ChannelAccount } from '../../core/chatbot.js';
import { visibleText } from '../../core/message.js';
import { plainWords } from '../../core/text.js';
import { findContactByAddress } from '../../store/contacts.js';
import { lockConversation } from '../../store/conversations.js';
import type { LineWindow } from '../../store/intake.js';
import { findMessage } from '../../store/messages.js';
import { setReaction } from '../../store/reactions.js';
import { afterSign } from '../../store/windows.js';
import { beginWriting } from '../../store/writing.js';
import { findMessageOfEitherSide } from '../quote.js';
import type { Routing } from '../routing.js';

export interface ReactionInput {
  readonly channel: ChannelAccount;
  readonly address: string;
  /** The channel's id of the message reacted to. */
  readonly externalId: string;
  readonly emoji: string | null;
  readonly window?: LineWindow;
}

const quoteLength = 80;

/** Keeps the newest reaction and says so in the thread; a reaction to something unknown changes nothing. */
export async function reactReceived(routing: Routing, input: ReactionInput): Promise<void> {
  const { channel: door, externalId, emoji } = input;
  const { organizationId } = door;
  await routing.store.transaction(async (tx) => {
    const id = await findMessageOfEitherSide(tx, door, externalId);
    const message = id ? await findMessage(tx, { organizationId, id }) : null;
    if (!message) return;
    const conversation = await lockConversation(tx, { organizationId, id: message.conversationId });
    const contactId = await findContactByAddress(tx, door, input.address);
    if (!conversation || conversation.contactId !== contactId) return;
    if (!(await setReaction(tx, { organizationId, id: message.id }, 'contact', emoji))) return;
    const writing = await beginWriting(tx, conversation);
    const actor = { kind: 'contact', contactId } as const;
    const data = { messageId: message.id, emoji };
    await writing.event('message.reacted', actor, data);
    const words = visibleText({ ...message, text: plainWords(message) });
    const text = words.slice(0, quoteLength).toWellFormed();
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'message.reacted', actor, ...data, text },
    });
    if (input.window) writing.change(afterSign(input.window));
    await writing.finish();
  });
}
