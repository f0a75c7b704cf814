// Chatbots and their doors.

import { and, eq, isNull } from 'drizzle-orm';
import type { ChannelAccount, Chatbot } from '../core/chatbot.js';
import type { ChannelId, ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import { toChannelAccount, toChatbot } from './rows.js';
import { channel, chatbot } from './schema/chatbot.js';
import type { Reads } from './store.js';

export async function findChatbot(reads: Reads, scope: Scoped<ChatbotId>): Promise<Chatbot | null> {
  const [row] = await reads.db
    .select()
    .from(chatbot)
    .where(and(eq(chatbot.organizationId, scope.organizationId), eq(chatbot.id, scope.id)));
  return row ? toChatbot(row) : null;
}

/** By its key alone: for outside assistants that call in, which are then authenticated by the chatbot's secret. */
export async function findChatbotsByKey(reads: Reads, key: string): Promise<Chatbot[]> {
  const rows = await reads.db
    .select()
    .from(chatbot)
    .where(and(eq(chatbot.key, key), isNull(chatbot.removedAt)));
  return rows.map(toChatbot);
}

export async function listChatbots(reads: Reads, organizationId: OrganizationId): Promise<Chatbot[]> {
  const rows = await reads.db
    .select()
    .from(chatbot)
    .where(and(eq(chatbot.organizationId, organizationId), isNull(chatbot.removedAt)))
    .orderBy(chatbot.name);
  return rows.map(toChatbot);
}

/** The chatbot that posts in a place; the first by name when several share it. */
export async function findChatbotByPlace(
  reads: Reads,
  at: { desk: string; team: string; place: string },
): Promise<Chatbot | null> {
  const [row] = await reads.db
    .select()
    .from(chatbot)
    .where(
      and(
        eq(chatbot.deskKind, at.desk),
        eq(chatbot.deskTeam, at.team),
        eq(chatbot.deskPlace, at.place),
        isNull(chatbot.removedAt),
      ),
    )
    .orderBy(chatbot.name);
  return row ? toChatbot(row) : null;
}

/** The door with this account, unless it was removed. */
export async function findChannelByAccount(
  reads: Reads,
  kind: string,
  account: string,
): Promise<ChannelAccount | null> {
  const [row] = await reads.db
    .select()
    .from(channel)
    .where(and(eq(channel.kind, kind), eq(channel.account, account), isNull(channel.removedAt)));
  return row ? toChannelAccount(row) : null;
}

export async function findChannel(reads: Reads, scope: Scoped<ChannelId>): Promise<ChannelAccount | null> {
  const [row] = await reads.db
    .select()
    .from(channel)
    .where(and(eq(channel.organizationId, scope.organizationId), eq(channel.id, scope.id)));
  return row ? toChannelAccount(row) : null;
}
