// How an agent stands with each chatbot: what decides whether the next chat can reach them.

import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Agent, roleMay } from '../core/agent.js';
import type { Chatbot } from '../core/chatbot.js';
import type { ChatbotId, OrganizationId } from '../core/id.js';
import { countLoad } from './agents.js';
import { listChatbots } from './chatbots.js';
import { agentIdentity } from './schema/agent.js';
import { conversation } from './schema/conversation.js';
import { placeMember, placeWatch } from './schema/switchboard.js';
import type { Reads } from './store.js';
import { isWaiting } from './who-waits.js';

export interface ChatbotStanding {
  readonly chatbot: Chatbot;
  /** How many wait for a person there. */
  readonly waiting: number;
  /** Whether the agent is in its place; null while the desk has not told who is. */
  readonly placeJoined: boolean | null;
}

export interface AgentStanding {
  readonly load: number;
  /** The chatbots the agent may see, by name. */
  readonly chatbots: readonly ChatbotStanding[];
}

/** Reads it as it is now. */
export async function readStanding(reads: Reads, agent: Agent): Promise<AgentStanding> {
  const { organizationId } = agent;
  const [load, all, identities] = await Promise.all([
    countLoad(reads, agent),
    listChatbots(reads, organizationId),
    reads.db
      .select({ desk: agentIdentity.desk, team: agentIdentity.team, user: agentIdentity.user })
      .from(agentIdentity)
      .where(and(eq(agentIdentity.organizationId, organizationId), eq(agentIdentity.agentId, agent.id))),
  ]);
  const seen = all.filter(({ id }) => roleMay(agent.role, 'manage') || agent.chatbotIds.includes(id));
  const waiting = await countWaiting(
    reads,
    organizationId,
    seen.map(({ id }) => id),
  );
  const chatbots = await Promise.all(
    seen.map(async (chatbot) => ({
      chatbot,
      waiting: waiting.get(chatbot.id) ?? 0,
      placeJoined: await isJoined(reads, chatbot, identities),
    })),
  );
  return { load, chatbots };
}

async function countWaiting(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await reads.db
    .select({ chatbotId: conversation.chatbotId, count: sql<number>`count(*)::int` })
    .from(conversation)
    .where(
      and(
        inArray(conversation.chatbotId, [...chatbotIds]),
        eq(conversation.organizationId, organizationId),
        eq(conversation.status, 'pending').inlineParams(),
        sql.raw(isWaiting('conversation')),
      ),
    )
    .groupBy(conversation.chatbotId);
  return new Map(rows.map(({ chatbotId, count }) => [chatbotId, count]));
}

interface DeskPerson {
  readonly desk: string;
  readonly team: string;
  readonly user: string;
}

async function isJoined(
  reads: Reads,
  { organizationId, desk }: Chatbot,
  identities: readonly DeskPerson[],
): Promise<boolean | null> {
  if (!desk || desk.team === null) return null;
  const at = { desk: desk.kind, team: desk.team, place: desk.place };
  const [watch] = await reads.db
    .select({ readAt: placeWatch.readAt })
    .from(placeWatch)
    .where(
      and(
        eq(placeWatch.place, at.place),
        eq(placeWatch.team, at.team),
        eq(placeWatch.desk, at.desk),
        eq(placeWatch.organizationId, organizationId),
      ),
    );
  if (!watch?.readAt) return null;
  const user = identities.find(
    (one) => one.desk === at.desk && (one.team === at.team || one.team === ''),
  )?.user;
  if (user === undefined) return false;
  const [member] = await reads.db
    .select({ user: placeMember.user })
    .from(placeMember)
    .where(
      and(
        eq(placeMember.place, at.place),
        eq(placeMember.user, user),
        eq(placeMember.team, at.team),
        eq(placeMember.desk, at.desk),
        eq(placeMember.organizationId, organizationId),
        isNull(placeMember.leftAt),
      ),
    );
  return member !== undefined;
}
