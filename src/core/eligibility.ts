// Whether the next chat of a chatbot can reach an agent, and what stands in the way. Pure; the one definition of it.

import type { Agent } from './agent.js';
import type { Chatbot } from './chatbot.js';
import { isOpen } from './hours.js';

/** What stands between an agent and the next chat of a chatbot. */
export const hindrances = [
  'deactivated',
  'guest',
  'not-assigned',
  'human-support-off',
  'offline',
  'away',
  'at-limit',
  'outside-hours',
  'not-joined',
] as const;
export type Hindrance = (typeof hindrances)[number];

export interface Standing {
  readonly agent: Pick<Agent, 'presence' | 'chatLimit' | 'chatbotIds' | 'deactivatedAt' | 'isGuest'>;
  /** How many chats count to the agent's limit now, across all chatbots. */
  readonly load: number;
  readonly chatbot: Pick<Chatbot, 'id' | 'humanSupport' | 'hours'>;
  /** Whether they are in the place where its threads are; null while nobody knows, which holds nobody up. */
  readonly placeJoined: boolean | null;
  /** True when the chatbot falls back on one of theirs: then they need neither be assigned to it nor be in its place. */
  readonly helps?: boolean;
}

/** Everything that stands in the way, the first to be mended first; empty when the next chat can reach them. */
export function hindrancesOf(standing: Standing, now: Date): readonly Hindrance[] {
  const { agent, load, chatbot, placeJoined, helps = false } = standing;
  const stands: Record<Hindrance, boolean> = {
    deactivated: agent.deactivatedAt !== null,
    guest: agent.isGuest === true,
    // Also admins and owners are given chats of the chatbots they are assigned to only.
    'not-assigned': !helps && !agent.chatbotIds.includes(chatbot.id),
    'human-support-off': !chatbot.humanSupport,
    offline: agent.presence === 'offline',
    away: agent.presence === 'away',
    'at-limit': load >= agent.chatLimit,
    'outside-hours': !isOpen(chatbot.hours, now),
    'not-joined': !helps && placeJoined === false,
  };
  return hindrances.filter((one) => stands[one]);
}
