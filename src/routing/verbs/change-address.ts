// A customer is reached at another address from now on: a new number, a new id the platform gave them.

import type { ChannelAccount } from '../../core/chatbot.js';
import { addAddresses, answerAt } from '../../store/addresses.js';
import { findContactByAddress } from '../../store/contacts.js';
import { lockOpenConversation } from '../../store/conversations.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';

export interface AddressChange {
  readonly channel: ChannelAccount;
  readonly address: string;
  readonly aliases?: readonly string[];
  readonly formerly: string;
}

/** Gives the contact the new address beside the old one; unknown customers and addresses of someone else change nothing. */
export async function changeAddress(routing: Routing, input: AddressChange): Promise<void> {
  const { channel: door, address, formerly } = input;
  await routing.store.transaction(async (tx) => {
    const contactId = await findContactByAddress(tx, door, formerly);
    if (!contactId) return;
    const holder = await findContactByAddress(tx, door, address);
    if (holder && holder !== contactId) {
      routing.log.warn(
        { channelId: door.id, contactId, holder },
        'a new address is another contact’s already',
      );
      return;
    }
    await addAddresses(tx, door, contactId, [...new Set([...(input.aliases ?? []), address])]);
    const conversation = await lockOpenConversation(tx, door, contactId);
    if (!conversation) return;
    const moved = await answerAt(tx, door, contactId, address, holder ? formerly : undefined);
    // They have it already, and are answered there: nothing is new, or something newer is known.
    if (holder && !moved) return;
    const writing = await beginWriting(tx, conversation);
    const actor = { kind: 'contact', contactId } as const;
    await writing.event('contact.address-changed', actor, { to: address });
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'contact.address-changed', actor, to: address },
    });
    await writing.finish();
  });
}
