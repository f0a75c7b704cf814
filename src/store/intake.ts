// The hot path inwards: one statement that stores a customer's line in an open conversation.

import { contactLabel } from '../core/contact.js';
import type { ChatStatus } from '../core/conversation.js';
import type { Target } from '../core/delivery.js';
import type {
  AttachmentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ContactId,
  ConversationId,
  DeliveryId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Markup, Message, MessageDetails, MessageKind } from '../core/message.js';
import { createConvoy, runMany } from './convoy.js';
import { receiveMany, receiveOne } from './intake-statements.js';
import { perStore } from './per-store.js';
import { newId, type Store } from './store.js';
import { type InstantAttempt, takenWork } from './taken.js';

export interface CustomerLine {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly address: string;
  readonly externalId: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly attachmentIds: readonly AttachmentId[];
  readonly at: Date | null;
  readonly details?: MessageDetails;
  readonly window?: LineWindow;
  /** True when another application answers there: our assistant owes nothing. */
  readonly standby?: boolean;
}

/** Until when the channel lets us write after this line. */
export interface LineWindow {
  readonly openUntil: Date;
  readonly replyUntil: Date;
}

export interface StoredLine {
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly messageId: MessageId;
  readonly sequence: number;
  readonly status: ChatStatus;
  /** True when the assistant owes an answer. */
  readonly answered: boolean;
  readonly mirrored: boolean;
  /** The delivery this process has taken already and sends now; null when the lane must be asked. */
  readonly work: LaneWork | null;
}

interface ReceivedRow {
  readonly place: number;
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly sequence: number;
  readonly status: ChatStatus;
  readonly answered: boolean;
  readonly mirrored: boolean;
  readonly epoch: number;
  readonly reference: number;
  readonly threadRef: string | null;
  readonly openUntil: Date | null;
  readonly laneSequence: number | null;
  readonly target: Target | null;
  readonly attemptId: AttemptId | null;
  readonly contactId: ContactId;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly contactPicture: string | null;
}

interface Asked {
  readonly line: CustomerLine;
  readonly messageId: MessageId;
  readonly deliveryId: DeliveryId;
  readonly attemptId: AttemptId | null;
  readonly leaseMs: number;
}

/** The statement's values of one line, in its order. */
function valuesOf({ line, messageId, deliveryId, attemptId }: Asked): readonly unknown[] {
  return [
    line.organizationId,
    line.channelId,
    line.address,
    line.externalId,
    messageId,
    line.kind,
    line.text,
    line.markup,
    line.at,
    deliveryId,
    attemptId,
    line.window?.openUntil ?? null,
    line.window?.replyUntil ?? null,
    line.standby ?? false,
    JSON.stringify(line.details ?? {}),
  ];
}

/** Under load many customers' lines share one statement and one commit; a single one does not wait for company. */
const convoyOf = perStore((store) =>
  createConvoy<Asked, ReceivedRow>({
    keyOf: ({ line }) => `${line.channelId} ${line.address}`,
    run: (all) =>
      runMany<Asked, ReceivedRow>(all, valuesOf, (values) =>
        store.run<ReceivedRow & Record<string, unknown>>(receiveMany, [all[0]?.leaseMs ?? 0, ...values]),
      ),
  }),
);

/** Stores a customer's line in their open conversation; null when there is none or the line is a duplicate. */
export async function receiveIntoOpen(
  store: Store,
  line: CustomerLine,
  instant: InstantAttempt | null = null,
): Promise<StoredLine | null> {
  const hasFiles = line.attachmentIds.length > 0;
  // A line with files is rendered from more than this statement knows: its lane reads it again.
  const attempt = hasFiles ? null : instant;
  const asked: Asked = {
    line,
    messageId: newId<'message'>(),
    deliveryId: newId<'delivery'>(),
    attemptId: attempt?.attemptId ?? null,
    leaseMs: attempt?.leaseMs ?? 0,
  };
  const row = (hasFiles ? null : await convoyOf(store)(asked)) ?? (await receiveAlone(store, asked));
  return row ? toStored(asked, row) : null;
}

async function receiveAlone(store: Store, asked: Asked): Promise<ReceivedRow | null> {
  const rows = await store.run<ReceivedRow & Record<string, unknown>>(receiveOne, [
    asked.leaseMs,
    ...valuesOf(asked),
    asked.line.attachmentIds,
  ]);
  return rows[0] ?? null;
}

function toStored({ line, messageId, deliveryId }: Asked, row: ReceivedRow): StoredLine {
  const { conversationId, chatbotId, sequence, status, answered, mirrored } = row;
  const { organizationId } = line;
  const message: Message = {
    organizationId,
    id: messageId,
    conversationId,
    sequence,
    author: 'contact',
    agentId: null,
    authorName: contactLabel({
      id: row.contactId,
      name: row.contactName,
      email: row.contactEmail,
      phone: row.contactPhone,
    }),
    authorPictureUrl: row.contactPicture,
    kind: line.kind,
    text: line.text,
    markup: line.markup,
    details: line.details ?? {},
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, organizationId, lane: 'thread', deliveryId }, message);
  return { conversationId, chatbotId, messageId, sequence, status, answered, mirrored, work };
}
