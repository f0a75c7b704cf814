// What a conversation's turns go by: its chatbot's policy, its owner, the timers that stand, in one look.

import { and, eq, sql } from 'drizzle-orm';
import type { Presence } from '../core/agent.js';
import { defaultRouting, type RoutingPolicy } from '../core/chatbot.js';
import type { Conversation } from '../core/conversation.js';
import type { ConversationId, Scoped } from '../core/id.js';
import type { TimerKind } from '../core/timer.js';
import { agent } from './schema/agent.js';
import { chatbot } from './schema/chatbot.js';
import { message } from './schema/message.js';
import type { Reads } from './store.js';

export interface TurnRules {
  readonly routing: RoutingPolicy;
  /** Null while nobody owns it. */
  readonly owner: { readonly name: string; readonly presence: Presence } | null;
  /** The kinds of its timers that are set. */
  readonly timers: readonly TimerKind[];
  /** By the database's clock, as all moments that are compared with it. */
  readonly now: Date;
}

/** Reads what the conversation's turns go by now. */
export async function readTurnRules(
  reads: Reads,
  at: Pick<Conversation, 'organizationId' | 'id' | 'chatbotId' | 'ownerId'>,
): Promise<TurnRules> {
  const { organizationId } = at;
  const [row] = await reads.db
    .select({
      routing: chatbot.routing,
      name: agent.name,
      presence: agent.presence,
      timers: sql<TimerKind[]>`array(select t.kind from timer t
        where t.conversation_id = ${at.id} and t.organization_id = ${organizationId})`,
      now: sql`clock_timestamp()`.mapWith((value: unknown) => new Date(String(value))),
    })
    .from(chatbot)
    .leftJoin(
      agent,
      and(eq(agent.organizationId, chatbot.organizationId), sql`${agent.id} = ${at.ownerId}::uuid`),
    )
    .where(and(eq(chatbot.id, at.chatbotId), eq(chatbot.organizationId, organizationId)));
  if (!row) throw new Error('a conversation without its chatbot');
  const { name, presence } = row;
  return {
    routing: { ...defaultRouting, ...row.routing },
    owner: name !== null && presence !== null ? { name, presence } : null,
    timers: row.timers,
    now: row.now,
  };
}

/** Tells whether a person wrote to the customer after this place in the conversation. */
export async function personWroteAfter(
  reads: Reads,
  scope: Scoped<ConversationId>,
  sequence: number,
): Promise<boolean> {
  const [row] = await reads.db
    .select({ sequence: message.sequence })
    .from(message)
    .where(
      and(
        eq(message.conversationId, scope.id),
        eq(message.organizationId, scope.organizationId),
        sql`${message.sequence} > ${sequence}`,
        sql`${message.author} in ('agent', 'colleague')`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
