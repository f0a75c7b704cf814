// Messages and notes: a message reaches the contact, a note never leaves; they are different types on purpose.

import type { AgentId, AttachmentId, ConversationId, MessageId, NoteId, OrganizationId } from './id.js';

/** `colleague`: someone of the company who answered in the channel's own app, past Baton. */
export type AuthorKind = 'contact' | 'agent' | 'assistant' | 'system' | 'colleague';

/** How `text` is written: what a customer typed, what our widget and assistants write, what Slack writes. */
export type Markup = 'plain' | 'commonmark' | 'mrkdwn';

export type MessageKind =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'choice'
  | 'order'
  | 'share'
  | 'template'
  | 'unsupported';

/** One thing the customer may choose; `id` comes back with the choice. */
export interface Option {
  readonly id: string;
  readonly title: string;
}

/** What a message carries beside its words where its channel knows such things; every part may be missing. */
export interface MessageDetails {
  /** The message it answers, by the channel's id; the words quoted where the house knows them. */
  readonly replyTo?: { readonly externalId: string; readonly text?: string };
  readonly forwarded?: 'once' | 'many';
  /** What the customer chose of the options they were given. */
  readonly choice?: Option;
  /** What the customer may choose; every channel shows them as well as it can. */
  readonly options?: readonly Option[];
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  };
  readonly contacts?: readonly {
    readonly name: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
  }[];
  readonly order?: {
    readonly note?: string;
    readonly items: readonly {
      readonly id: string;
      readonly quantity: number;
      readonly price: number;
      readonly currency: string;
    }[];
  };
  /** Something of the platform's own that was passed on: a post, a reel, a story, a product, an appointment. */
  readonly share?: { readonly of: string; readonly title?: string; readonly url?: string };
  readonly story?: { readonly of: 'reply' | 'mention'; readonly url?: string };
  /** The advertisement or link that led the customer here. */
  readonly referral?: { readonly source: string; readonly title?: string; readonly url?: string };
  /** What cannot be shown, in the platform's own word: `poll_creation`. */
  readonly unsupported?: string;
  /** A message template as it was sent. */
  readonly template?: {
    readonly name: string;
    readonly language: string;
    /** The values of its variables in order, header first. */
    readonly header: readonly string[];
    readonly body: readonly string[];
  };
  /** Where a colleague answered: `the WhatsApp app`, `Facebook`. */
  readonly via?: string;
}

export interface Attachment {
  readonly id: AttachmentId;
  readonly name: string;
  /** The sniffed media type, never the declared one. */
  readonly type: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
}

export interface Message {
  readonly organizationId: OrganizationId;
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  /** Place in the conversation: the order in which it was accepted. */
  readonly sequence: number;
  readonly author: AuthorKind;
  readonly agentId: AgentId | null;
  /** The name the reader sees: the contact's, the agent's or the assistant's. */
  readonly authorName: string;
  readonly authorPictureUrl: string | null;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly details: MessageDetails;
  readonly attachments: readonly Attachment[];
  /** The ownership epoch under which it was written. */
  readonly epoch: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
}

export interface Note {
  readonly organizationId: OrganizationId;
  readonly id: NoteId;
  readonly conversationId: ConversationId;
  readonly sequence: number;
  readonly agentId: AgentId;
  readonly authorName: string;
  readonly text: string;
  readonly markup: Markup;
  readonly attachments: readonly Attachment[];
  readonly createdAt: Date;
}

/** The most characters one message may carry from any side. */
export const messageLimit = 10_000;

const placeholders: Record<MessageKind, string> = {
  text: '',
  image: '🖼 image',
  audio: '🎤 voice message',
  video: '🎬 video',
  file: '📎 file',
  sticker: '🙂 sticker',
  location: '📍 location',
  contacts: '👤 contact card',
  choice: '☑ choice',
  order: '🛒 order',
  share: '🔗 shared post',
  template: '📄 template',
  unsupported: '⚠ a kind of message that cannot be shown here',
};

/** What to show when a message has no text of its own, so that nothing a customer sends is invisible. */
export function placeholderFor(kind: MessageKind, detail?: string): string {
  const base = placeholders[kind];
  return detail ? `${base}: ${detail}` : base;
}

/** The text a reader sees: the message's own, or a placeholder naming its kind and files. */
export function visibleText(message: Pick<Message, 'kind' | 'text' | 'attachments' | 'deletedAt'>): string {
  if (message.deletedAt) return 'This message was deleted.';
  if (message.text !== '') return message.text;
  const names = message.attachments.map((attachment) => attachment.name).join(', ');
  return placeholderFor(message.kind === 'text' && names ? 'file' : message.kind, names || undefined);
}

/** Which message kind files of these media types make: their common one, or `file` when they are mixed. */
export function kindForTypes(mediaTypes: readonly string[]): MessageKind {
  const [kind = 'file', ...others] = new Set(mediaTypes.map(kindForType));
  return others.length > 0 ? 'file' : kind;
}

/** Which message kind an attachment of this media type makes. */
export function kindForType(mediaType: string): MessageKind {
  const family = mediaType.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}
