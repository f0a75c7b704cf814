// What a conversation's deliveries are addressed by, frozen when they are written: its channel, its address, its place.

import { and, eq } from 'drizzle-orm';
import type { Conversation } from '../core/conversation.js';
import type { Lane, Target } from '../core/delivery.js';
import { channel } from './schema/chatbot.js';
import { contact } from './schema/contact.js';
import { conversation } from './schema/conversation.js';
import type { Reads } from './store.js';

/** What does not change while a transaction writes. */
export interface Frozen {
  readonly channelId: string;
  readonly address: string;
  readonly deskKind: string | null;
  readonly deskTeam: string | null;
  readonly deskPlace: string | null;
  readonly threadSequence: number;
  readonly customerSequence: number;
  readonly channelKind: string;
  readonly account: string;
  readonly locale: string | null;
}

/** Reads it of a locked conversation. */
export async function readFrozen(reads: Reads, { organizationId, id }: Conversation): Promise<Frozen> {
  const [row] = await reads.db
    .select({
      channelId: conversation.channelId,
      address: conversation.address,
      deskKind: conversation.deskKind,
      deskTeam: conversation.deskTeam,
      deskPlace: conversation.deskPlace,
      threadSequence: conversation.threadSequence,
      customerSequence: conversation.customerSequence,
      channelKind: channel.kind,
      account: channel.account,
      locale: contact.locale,
    })
    .from(conversation)
    .innerJoin(
      channel,
      and(eq(channel.organizationId, conversation.organizationId), eq(channel.id, conversation.channelId)),
    )
    .innerJoin(
      contact,
      and(eq(contact.organizationId, conversation.organizationId), eq(contact.id, conversation.contactId)),
    )
    .where(and(eq(conversation.organizationId, organizationId), eq(conversation.id, id)));
  if (!row) throw new Error('a locked conversation vanished');
  return row;
}

/** Where a lane's deliveries go from now on; null without a desk. */
export function freezeTarget(lane: Lane, frozen: Frozen): Target | null {
  if (lane === 'customer') {
    return {
      channelId: frozen.channelId,
      kind: frozen.channelKind,
      account: frozen.account,
      address: frozen.address,
    };
  }
  if (!frozen.deskKind || !frozen.deskPlace) return null;
  return { desk: frozen.deskKind, team: frozen.deskTeam, place: frozen.deskPlace };
}
