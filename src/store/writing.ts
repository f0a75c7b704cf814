// One transaction's writing on a locked conversation: events, messages, notes and deliveries in its own order.

import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '../core/actor.js';
import type { Conversation } from '../core/conversation.js';
import type { DeliveryKind, Lane } from '../core/delivery.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type { EventKind } from '../core/event.js';
import type { AgentId, AttachmentId, DeliveryId, MessageId, NoteId, Scoped } from '../core/id.js';
import type { AuthorKind, Markup, MessageDetails, MessageKind } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { type ConversationChange, changeConversation } from './conversations.js';
import { freezeTarget, readFrozen } from './frozen.js';
import { delivery } from './schema/delivery.js';
import { event } from './schema/event.js';
import { attachment, message, note } from './schema/message.js';
import { newId, type Tx } from './store.js';

export interface NewMessage {
  readonly author: AuthorKind;
  readonly agentId?: AgentId;
  readonly kind?: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly details?: MessageDetails;
  readonly externalId?: string | null;
  readonly deskRef?: DeskRefParts | null;
  readonly deskClientId?: string | null;
  readonly channelAt?: Date | null;
  readonly attachmentIds?: readonly AttachmentId[];
}

export interface NewNote {
  readonly agentId: AgentId;
  readonly text: string;
  readonly deskRef: DeskRefParts | null;
  readonly attachmentIds?: readonly AttachmentId[];
}

export interface Duty {
  readonly kind: DeliveryKind;
  readonly messageId?: MessageId;
  readonly noteId?: NoteId;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface Writing {
  /** The conversation as it will be after `finish`, except for sequences. */
  readonly conversation: Conversation;
  /** Who it is written to: the kind of their channel, and their language where it is known. */
  readonly customer: { readonly channelKind: string; readonly locale: string | null };
  /** Appends an event; returns its place. */
  event(kind: EventKind, actor: Actor, data?: Readonly<Record<string, unknown>>): Promise<number>;
  /** Stores a message with its event (`message.received` or `message.sent`). */
  message(said: NewMessage, actor: Actor): Promise<{ readonly id: MessageId; readonly sequence: number }>;
  note(written: NewNote, actor: Actor): Promise<{ readonly id: NoteId; readonly sequence: number }>;
  /** Appends a delivery to a lane; the target is frozen now. To a thread only once the conversation is mirrored. */
  deliver(lane: Lane, duty: Duty): Promise<DeliveryId | null>;
  /** Gives a delivery that exists already the lane's next place; returns the place. */
  nextPlace(lane: Lane): number;
  change(change: ConversationChange): void;
  /** Saves the conversation with its new sequences. Nothing is written to it after this. */
  finish(): Promise<Conversation>;
}

/** Puts stored files in their place, once: a file already used elsewhere stays there. */
async function fileAttachments(
  tx: Tx,
  conversation: Scoped<Conversation['id']>,
  place: { messageId: MessageId } | { noteId: NoteId },
  ids: readonly AttachmentId[] | undefined,
): Promise<void> {
  if (!ids || ids.length === 0) return;
  await tx.db
    .update(attachment)
    .set({ conversationId: conversation.id, ...place })
    .where(
      and(
        eq(attachment.organizationId, conversation.organizationId),
        inArray(attachment.id, [...ids]),
        isNull(attachment.messageId),
        isNull(attachment.noteId),
      ),
    );
}

/** Begins writing on a conversation the transaction has locked. */
export async function beginWriting(tx: Tx, locked: Conversation): Promise<Writing> {
  const frozen = await readFrozen(tx, locked);
  const scope = { organizationId: locked.organizationId, id: locked.id };
  const lanes = { thread: frozen.threadSequence, customer: frozen.customerSequence };
  let { sequence } = locked;
  let change: ConversationChange = {};
  const current = () => ({ ...locked, ...change }) as Conversation;

  const writing: Writing = {
    get conversation() {
      return current();
    },
    customer: { channelKind: frozen.channelKind, locale: frozen.locale },
    nextPlace(lane) {
      lanes[lane] += 1;
      return lanes[lane];
    },
    change(more) {
      change = { ...change, ...more };
    },
    async event(kind, actor, data = {}) {
      sequence += 1;
      await tx.db.insert(event).values({
        organizationId: scope.organizationId,
        conversationId: scope.id,
        sequence,
        kind,
        actor,
        data: { ...data },
      });
      return sequence;
    },
    async message(said, actor) {
      const id = newId<'message'>();
      const place = await writing.event(
        said.author === 'contact' ? 'message.received' : 'message.sent',
        actor,
        { messageId: id },
      );
      await tx.db.insert(message).values({
        organizationId: scope.organizationId,
        id,
        conversationId: scope.id,
        channelId: frozen.channelId,
        sequence: place,
        author: said.author,
        agentId: said.agentId ?? null,
        kind: said.kind ?? 'text',
        text: storableText(said.text),
        markup: said.markup,
        details: said.details ?? {},
        epoch: current().epoch,
        externalId: said.externalId ?? null,
        deskRef: said.deskRef ? printDeskRef(said.deskRef) : null,
        deskClientId: said.deskClientId ?? null,
        channelAt: said.channelAt ?? null,
      });
      await fileAttachments(tx, scope, { messageId: id }, said.attachmentIds);
      return { id, sequence: place };
    },
    async note(written, actor) {
      const id = newId<'note'>();
      const place = await writing.event('note.added', actor, { noteId: id });
      await tx.db.insert(note).values({
        organizationId: scope.organizationId,
        id,
        conversationId: scope.id,
        sequence: place,
        agentId: written.agentId,
        text: storableText(written.text),
        markup: 'commonmark',
        deskRef: written.deskRef ? printDeskRef(written.deskRef) : null,
      });
      await fileAttachments(tx, scope, { noteId: id }, written.attachmentIds);
      return { id, sequence: place };
    },
    async deliver(lane, duty) {
      const target = freezeTarget(lane, frozen);
      if (!target || (lane === 'thread' && !current().mirrored)) return null;
      lanes[lane] += 1;
      const id = newId<'delivery'>();
      await tx.db.insert(delivery).values({
        organizationId: scope.organizationId,
        id,
        conversationId: scope.id,
        lane,
        sequence: lanes[lane],
        kind: duty.kind,
        messageId: duty.messageId ?? null,
        noteId: duty.noteId ?? null,
        status: 'pending',
        target,
        payload: { ...duty.payload },
      });
      tx.touch({ kind: 'lane', lane, ...scope });
      return id;
    },
    async finish() {
      tx.touch({ kind: 'feed', channelId: locked.channelId, address: frozen.address });
      return changeConversation(tx, scope, {
        ...change,
        sequence,
        threadSequence: lanes.thread,
        customerSequence: lanes.customer,
      });
    },
  };
  return writing;
}
