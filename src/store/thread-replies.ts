// The hot path outwards: one statement that stores an owner's line typed in its thread.

import type { Target } from '../core/delivery.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type {
  AgentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ConversationId,
  DeliveryId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Message } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { createConvoy, runMany } from './convoy.js';
import { perStore } from './per-store.js';
import { newId, type Store } from './store.js';
import { type InstantAttempt, takenWork } from './taken.js';
import { replyMany, replyOne } from './thread-reply-statements.js';

export interface ThreadLine extends DeskRefParts {
  readonly threadRef: string;
  readonly user: string;
  readonly clientId: string | null;
  readonly text: string;
}

export interface SentLine {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly address: string;
  readonly messageId: MessageId;
  /** As of a stored customer line. */
  readonly work: LaneWork | null;
  readonly message: Message;
  /** True when it is the customer's already: their channel is our own feed. */
  readonly shown: boolean;
}

interface RepliedRow {
  readonly place: number;
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly chatbotId: ChatbotId;
  readonly address: string;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly agentPicture: string | null;
  readonly sequence: number;
  readonly epoch: number;
  readonly reference: number;
  readonly threadRef: string | null;
  readonly openUntil: Date | null;
  readonly laneSequence: number;
  readonly target: Target;
  readonly attemptId: AttemptId | null;
  readonly shown: boolean;
}

interface Asked {
  readonly line: ThreadLine;
  readonly messageId: MessageId;
  readonly deliveryId: DeliveryId;
  readonly instant: InstantAttempt | null;
  readonly ownFeeds: readonly string[];
}

/** The statement's values of one line, in its order. */
function valuesOf({ line, messageId, deliveryId, instant }: Asked): readonly unknown[] {
  return [
    line.desk,
    line.team,
    line.place,
    line.threadRef,
    line.user,
    printDeskRef(line),
    line.clientId,
    messageId,
    line.text,
    deliveryId,
    instant?.attemptId ?? null,
  ];
}

const shared = ({ instant, ownFeeds }: Asked) => [instant?.leaseMs ?? 0, ownFeeds] as const;

/** Under load many agents' lines share one statement and one commit; a single one does not wait for company. */
const convoyOf = perStore((store) =>
  createConvoy<Asked, RepliedRow>({
    keyOf: ({ line }) => `${line.place} ${line.threadRef}`,
    run: (all) =>
      runMany<Asked, RepliedRow>(all, valuesOf, (values) =>
        store.run<RepliedRow & Record<string, unknown>>(replyMany, [
          ...(all[0] ? shared(all[0]) : []),
          ...values,
        ]),
      ),
  }),
);

/** Stores an owner's typed line with its delivery; null when anything about it needs a closer look. */
export async function replyFromThread(
  store: Store,
  typed: ThreadLine,
  instant: InstantAttempt | null = null,
  ownFeeds: readonly string[] = [],
): Promise<SentLine | null> {
  const line = { ...typed, text: storableText(typed.text) };
  const ids = { messageId: newId<'message'>(), deliveryId: newId<'delivery'>() };
  const asked: Asked = { line, ...ids, instant, ownFeeds };
  const row = (await convoyOf(store)(asked)) ?? (await replyAlone(store, asked));
  return row ? toSent(asked, row) : null;
}

async function replyAlone(store: Store, asked: Asked): Promise<RepliedRow | null> {
  const values = [...shared(asked), ...valuesOf(asked)];
  const [row] = await store.run<RepliedRow & Record<string, unknown>>(replyOne, values);
  return row ?? null;
}

function toSent({ line, messageId, deliveryId }: Asked, row: RepliedRow): SentLine {
  const { organizationId, conversationId, channelId, address } = row;
  const message: Message = {
    organizationId,
    id: messageId,
    conversationId,
    sequence: row.sequence,
    author: 'agent',
    agentId: row.agentId,
    authorName: row.agentName,
    authorPictureUrl: row.agentPicture,
    kind: 'text',
    text: line.text,
    markup: 'commonmark',
    details: {},
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, status: 'active', lane: 'customer', deliveryId }, message);
  return { organizationId, conversationId, channelId, address, messageId, work, message, shown: row.shown };
}
