// Messages and notes: a message reaches the contact, a note never leaves; they are different types on purpose.

import { describeDetails, hasContent } from './describe.js';
import type { AgentId, AttachmentId, ConversationId, MessageId, NoteId, OrganizationId } from './id.js';
import type { MessageDetails, MessageKind } from './message-details.js';

/** `colleague`: someone of the company who answered in the channel's own app, past Baton. */
export type AuthorKind = 'contact' | 'agent' | 'assistant' | 'system' | 'colleague';

/** How `text` is written: what a customer typed, what our widget and assistants write, what Slack writes. */
export type Markup = 'plain' | 'commonmark' | 'mrkdwn';

export type { MessageDetails, MessageKind, Option } from './message-details.js';

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

/** Whether words are nothing but what stands in for files that came without any. */
export function isPlaceholder(words: string, fileNames: readonly string[]): boolean {
  const names = fileNames.join(', ');
  return names !== '' && Object.values(placeholders).some((base) => words === `${base}: ${names}`);
}

type Visible = Pick<Message, 'kind' | 'text' | 'attachments' | 'deletedAt'> &
  Partial<Pick<Message, 'details'>>;

/**
 * The text a reader sees: what the message carries beside its words, then the words, or a placeholder naming its kind
 * and files where it has neither.
 */
export function visibleText(message: Visible): string {
  if (message.deletedAt) return 'This message was deleted.';
  const { kind, text, details = {} } = message;
  if (text !== '') {
    // What was chosen is what the words say.
    const { choice, ...others } = details;
    const words = choice && kind === 'choice' ? `☑ ${text}` : text;
    return joinLines(describeDetails(kind, others), words);
  }
  const names = message.attachments.map((attachment) => attachment.name).join(', ');
  const told = hasContent(kind, details);
  const files = names !== '' && (told || kind === 'text');
  const placeholder = placeholderFor(files ? 'file' : kind, names || undefined);
  return joinLines(describeDetails(kind, details), told && names === '' ? null : placeholder);
}

function joinLines(...lines: readonly (string | null)[]): string {
  return lines.filter((line) => line !== null).join('\n');
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
