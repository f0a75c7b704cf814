// Read models of the desk: what cards, lists and the home show.

import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Agent, visibleChatbots } from '../core/agent.js';
import type { Chatbot } from '../core/chatbot.js';
import type { Contact } from '../core/contact.js';
import { type Conversation, placesCounted, type QueueCounts, rowsShown } from '../core/conversation.js';
import type { Receipt } from '../core/delivery.js';
import { customerMaySee, type Event, eventKinds } from '../core/event.js';
import type { ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import { type Message, type Note, visibleText } from '../core/message.js';
import { findAgent } from './agents.js';
import { findChannel, findChatbot } from './chatbots.js';
import { findContact } from './contacts.js';
import { findConversation } from './conversations.js';
import { listEvents } from './events.js';
import { countMessages, listMessages } from './messages.js';
import { listNotes } from './notes.js';
import { countBefore, countQueues, listQueueIds, type PlaceInQueue } from './queue-heads.js';
import { conversation } from './schema/conversation.js';
import { delivery } from './schema/delivery.js';
import type { Reads } from './store.js';
import { isServed } from './who-waits.js';

export interface ConversationView {
  readonly conversation: Conversation;
  readonly chatbot: Chatbot;
  readonly contact: Contact;
  readonly channelKind: string;
  readonly owner: Agent | null;
  /** Where its thread is, when the desk's team is known. */
  readonly place: { readonly desk: string; readonly team: string | null; readonly place: string } | null;
  readonly messageCount: number;
  readonly lastCustomerText: string | null;
  /** How many messages are older than the first one in its present thread. */
  readonly earlier: number;
  /** Of five; null until the customer said how it was. */
  readonly rating: number | null;
  /** 1 = served next, counted up to `placesCounted` + 1; null unless it may be served now. */
  readonly waitingPosition: number | null;
}

const ownPlace: PlaceInQueue = {
  organizationId: sql`"conversation"."organization_id"`,
  chatbotId: sql`"conversation"."chatbot_id"`,
  priority: sql`"conversation"."priority"`,
  requestedAt: sql`"conversation"."requested_at"`,
  reference: sql`"conversation"."reference"`,
};

type LastSaid = Pick<Message, 'kind' | 'text' | 'details' | 'deletedAt'>;

async function readCounts(reads: Reads, { organizationId, id }: Scoped<ConversationId>) {
  const [row] = await reads.db
    .select({
      deskKind: conversation.deskKind,
      deskTeam: conversation.deskTeam,
      deskPlace: conversation.deskPlace,
      messageCount: sql<number>`(select count(*)::int from message m where m.organization_id = "conversation"."organization_id" and m.conversation_id = "conversation"."id")`,
      lastSaid: sql<LastSaid | null>`(select jsonb_build_object('kind', m.kind, 'text', m.text, 'details', m.details, 'deletedAt', m.deleted_at) from message m where m.organization_id = "conversation"."organization_id" and m.conversation_id = "conversation"."id" and m.author = 'contact' order by m.sequence desc limit 1)`,
      earlier: sql<number>`coalesce((select (d.payload ->> 'earlier')::int from delivery d where d.organization_id = "conversation"."organization_id" and d.conversation_id = "conversation"."id" and d.lane = 'thread' and d.kind = 'root' order by d.sequence desc limit 1), 0)`,
      rating: sql<
        number | null
      >`(select r.score from rating r where r.conversation_id = "conversation"."id" and r.organization_id = "conversation"."organization_id")`,
      waitingPosition: sql<
        number | null
      >`case when "conversation"."status" = 'pending' and ${sql.raw(isServed('"conversation"'))} then ${countBefore(ownPlace, { most: placesCounted })} + 1 end`,
    })
    .from(conversation)
    .where(and(eq(conversation.organizationId, organizationId), eq(conversation.id, id)));
  return row;
}

/** Everything a root card shows of a conversation. */
export async function readConversationView(
  reads: Reads,
  scope: Scoped<ConversationId>,
): Promise<ConversationView | null> {
  const found = await findConversation(reads, scope);
  if (!found) return null;
  const { organizationId } = scope;
  const [chatbot, contact, door, owner, counts] = await Promise.all([
    findChatbot(reads, { organizationId, id: found.chatbotId }),
    findContact(reads, { organizationId, id: found.contactId }),
    findChannel(reads, { organizationId, id: found.channelId }),
    found.ownerId ? findAgent(reads, { organizationId, id: found.ownerId }) : null,
    readCounts(reads, scope),
  ]);
  if (!chatbot || !contact || !door || !counts) return null;
  const { deskKind, deskTeam, deskPlace, lastSaid, ...numbers } = counts;
  const place = deskKind && deskPlace ? { desk: deskKind, team: deskTeam, place: deskPlace } : null;
  const lastCustomerText = lastSaid ? visibleText({ ...lastSaid, attachments: [] }) : null;
  const facts = { conversation: found, chatbot, contact, channelKind: door.kind, owner, place };
  return { ...facts, lastCustomerText, ...numbers };
}

async function viewAll(
  reads: Reads,
  organizationId: OrganizationId,
  ids: readonly string[],
): Promise<ConversationView[]> {
  const views = await Promise.all(
    ids.map((id) => readConversationView(reads, { organizationId, id: id as ConversationId })),
  );
  return views.filter((view) => view !== null);
}

/** The queue of an agent's chatbots. */
export interface QueueView {
  readonly counts: QueueCounts;
  /** The first, in the order they will be served; at most `rowsShown`. */
  readonly rows: readonly ConversationView[];
}

/** Who waits in the agent's chatbots. */
export async function readQueueView(reads: Reads, agent: Agent): Promise<QueueView> {
  const { organizationId } = agent;
  const chatbotIds = visibleChatbots(agent);
  const [counts, ids] = await Promise.all([
    countQueues(reads, organizationId, chatbotIds),
    listQueueIds(reads, organizationId, { chatbotIds, limit: rowsShown }),
  ]);
  return { counts, rows: await viewAll(reads, organizationId, ids) };
}

/** The conversations the agent has now, the one that waits longest for a reply first. */
export async function listMine(reads: Reads, agent: Agent): Promise<ConversationView[]> {
  const rows = await reads.db
    .select({ id: conversation.id })
    .from(conversation)
    .where(
      and(
        eq(conversation.organizationId, agent.organizationId),
        eq(conversation.status, 'active').inlineParams(),
        eq(conversation.ownerId, agent.id),
      ),
    )
    .orderBy(conversation.lastCustomerAt)
    .limit(50);
  return viewAll(
    reads,
    agent.organizationId,
    rows.map((row) => row.id),
  );
}

export type HistoryItem =
  | { readonly type: 'message'; readonly message: Message; readonly receipt: Receipt | null }
  | { readonly type: 'note'; readonly note: Note }
  | { readonly type: 'event'; readonly event: Event };

const turns = eventKinds.filter((kind) => kind.startsWith('conversation.') && customerMaySee(kind));

/** Messages, notes and turns of a conversation before a place, oldest first, and how many messages lie before them. */
export async function readHistory(
  reads: Reads,
  scope: Scoped<ConversationId>,
  window: { readonly before?: number; readonly limit: number },
): Promise<{ items: HistoryItem[]; earlier: number }> {
  const messages = await listMessages(reads, scope, window);
  const [notes, events, receipts] = await Promise.all([
    listNotes(reads, scope, window),
    listEvents(reads, scope, { ...window, kinds: turns }),
    readReceipts(
      reads,
      scope.organizationId,
      messages.map((one) => one.id),
    ),
  ]);
  const all: (HistoryItem & { readonly at: number })[] = [
    ...messages.map((one) => ({
      type: 'message' as const,
      message: one,
      receipt: receipts.get(one.id) ?? null,
      at: one.sequence,
    })),
    ...notes.map((note) => ({ type: 'note' as const, note, at: note.sequence })),
    ...events.map((event) => ({ type: 'event' as const, event, at: event.sequence })),
  ];
  const items = all.sort((a, b) => a.at - b.at).slice(-window.limit);
  const from = items[0]?.at ?? window.before ?? 0;
  return { items, earlier: await countMessages(reads, scope, from) };
}

async function readReceipts(
  reads: Reads,
  organizationId: OrganizationId,
  ids: readonly MessageId[],
): Promise<Map<string, Receipt>> {
  if (ids.length === 0) return new Map();
  const rows = await reads.db
    .select({ messageId: delivery.messageId, receipt: delivery.receipt })
    .from(delivery)
    .where(
      and(
        eq(delivery.organizationId, organizationId),
        eq(delivery.lane, 'customer').inlineParams(),
        inArray(delivery.messageId, [...ids]),
      ),
    );
  return new Map(rows.map((row) => [row.messageId ?? '', row.receipt]));
}
