// Branded identifiers: an id of one noun cannot be passed where another noun's id is asked for.

declare const brand: unique symbol;

/** A string that carries the name of what it identifies; made only by parsing rows or by the store. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

export type OrganizationId = Id<'organization'>;
export type ChatbotId = Id<'chatbot'>;
export type ChannelId = Id<'channel'>;
export type AgentId = Id<'agent'>;
export type ContactId = Id<'contact'>;
export type ConversationId = Id<'conversation'>;
export type MessageId = Id<'message'>;
export type NoteId = Id<'note'>;
export type AttachmentId = Id<'attachment'>;
export type DeliveryId = Id<'delivery'>;
export type AttemptId = Id<'attempt'>;
export type HeldLineId = Id<'held-line'>;

/** Names an organization together with one of its rows: every lookup needs both (design §3.14). */
export interface Scoped<T> {
  readonly organizationId: OrganizationId;
  readonly id: T;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Tells whether outside text has the shape of one of our ids (it may still name nothing). */
export function looksLikeId(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}
