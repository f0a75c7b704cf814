// Another application takes over a customer's thread on the platform, or gives it back.

import type { ChannelAccount } from '../../core/chatbot.js';
import { findContactByAddress } from '../../store/contacts.js';
import { lockOpenConversation } from '../../store/conversations.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { leaveAssistant } from './leave-assistant.js';

export interface ControlChange {
  readonly channel: ChannelAccount;
  readonly address: string;
  readonly control: 'lost' | 'gained';
  readonly by?: string;
}

/** Says so in the conversation; an assistant whose customer somebody else answers now keeps quiet. */
export async function changeControl(routing: Routing, input: ControlChange): Promise<void> {
  const { channel: door, control, by } = input;
  await routing.store.transaction(async (tx) => {
    const contactId = await findContactByAddress(tx, door, input.address);
    const conversation = contactId ? await lockOpenConversation(tx, door, contactId) : null;
    if (!conversation) return;
    const writing = await beginWriting(tx, conversation);
    const event = control === 'lost' ? 'channel.control-lost' : 'channel.control-gained';
    const actor = { kind: 'system', cause: 'platform' } as const;
    const data = by ? { by } : {};
    await writing.event(event, actor, data);
    if (control === 'lost' && conversation.status === 'ai') {
      await leaveAssistant(tx, writing, `answered by ${by ?? 'another application'}`);
      return;
    }
    await writing.deliver('thread', { kind: 'line', payload: { event, actor, ...data } });
    await writing.finish();
  });
}
