// From rows to the nouns of core: the one place where a column's name meets a word's.

import type { Agent } from '../core/agent.js';
import { type ChannelAccount, type Chatbot, defaultRouting, type MirrorPolicy } from '../core/chatbot.js';
import { contactLabel } from '../core/contact.js';
import type { Conversation } from '../core/conversation.js';
import type { Delivery } from '../core/delivery.js';
import type { ContactId } from '../core/id.js';
import type { Attachment, Message, Note } from '../core/message.js';
import type { channel, chatbot } from './schema/chatbot.js';
import type { conversation } from './schema/conversation.js';
import type { delivery } from './schema/delivery.js';

export function toConversation(row: typeof conversation.$inferSelect): Conversation {
  return row as unknown as Conversation;
}

export function toChatbot(row: typeof chatbot.$inferSelect): Chatbot {
  const { deskKind, deskTeam, deskPlace, deskMirror, ...rest } = row;
  const desk =
    deskKind && deskPlace
      ? { kind: deskKind, team: deskTeam, place: deskPlace, mirror: deskMirror as MirrorPolicy }
      : null;
  const alarms = { ...defaultRouting.alarms, ...rest.routing.alarms };
  return { ...rest, desk, routing: { ...defaultRouting, ...rest.routing, alarms } } as unknown as Chatbot;
}

export function toChannelAccount(row: typeof channel.$inferSelect): ChannelAccount {
  return row as unknown as ChannelAccount;
}

export function toDelivery(row: typeof delivery.$inferSelect): Delivery {
  return row as unknown as Delivery;
}

export type AgentRow = Omit<Agent, 'chatbotIds'> & { readonly chatbotIds: readonly string[] | null };

export function toAgent(row: AgentRow): Agent {
  return { ...row, chatbotIds: (row.chatbotIds ?? []) as Agent['chatbotIds'] };
}

/** A message with what its reader sees of its author, as the joined reads select it. */
export interface JoinedMessageRow extends Omit<Message, 'authorName' | 'authorPictureUrl' | 'attachments'> {
  readonly contactId: string;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly contactPicture: string | null;
  readonly chatbotName: string;
  readonly chatbotPicture: string | null;
  readonly agentName: string | null;
  readonly agentPicture: string | null;
  readonly attachments: readonly Attachment[] | null;
}

export function toMessage(row: JoinedMessageRow): Message {
  const byContact = row.author === 'contact';
  const label = () =>
    contactLabel({
      id: row.contactId as ContactId,
      name: row.contactName,
      email: row.contactEmail,
      phone: row.contactPhone,
    });
  return {
    organizationId: row.organizationId,
    id: row.id,
    conversationId: row.conversationId,
    sequence: row.sequence,
    author: row.author,
    agentId: row.agentId,
    authorName: byContact ? label() : (row.agentName ?? row.chatbotName),
    authorPictureUrl: byContact
      ? row.contactPicture
      : row.author === 'agent'
        ? row.agentPicture
        : row.chatbotPicture,
    kind: row.kind,
    text: row.text,
    markup: row.markup,
    details: row.details ?? {},
    attachments: row.attachments ?? [],
    epoch: row.epoch,
    createdAt: new Date(row.createdAt),
    editedAt: row.editedAt ? new Date(row.editedAt) : null,
    deletedAt: row.deletedAt ? new Date(row.deletedAt) : null,
  };
}

export interface JoinedNoteRow extends Omit<Note, 'authorName' | 'attachments'> {
  readonly agentName: string;
  readonly attachments: readonly Attachment[] | null;
}

export function toNote(row: JoinedNoteRow): Note {
  const { agentName, attachments, ...note } = row;
  return {
    ...note,
    authorName: agentName,
    attachments: attachments ?? [],
    createdAt: new Date(row.createdAt),
  };
}
