// Reactions on the desk: the owner's reach the customer where their channel shows them; what cannot is told once.

import type { ReactAbility, ReactOutcome } from '../routing/verbs/react.js';
import { react } from '../routing/verbs/react.js';
import { findConversationById } from '../store/conversations.js';
import { noticeCard } from './cards/notice.js';
import type { Gesture } from './desk.js';
import type { BridgeHouse } from './house.js';

type Reacted = Extract<Gesture, { type: 'reacted' }>;

const told: Partial<Record<ReactOutcome['outcome'], string>> = {
  'no-emoji':
    '⚠️ This emoji cannot be sent: the customer does not see your reaction. Take one of the usual emoji.',
  'window-closed': '⚠️ The reply window is closed: the customer does not see your reaction.',
};

/** Takes a reaction to a post. Everybody else's reactions, and those to other posts, are just theirs. */
export async function takeReaction(
  { routing, desks }: BridgeHouse,
  ability: ReactAbility,
  gesture: Reacted,
): Promise<void> {
  const { desk, team, user, place, ref, emoji, removed } = gesture;
  const done = await react(routing, { desk, team, user, place, ref, emoji, removed }, ability);
  const sentence = told[done.outcome];
  if (sentence === undefined || done.conversationId === undefined) return;
  const conversation = await findConversationById(routing.store, done.conversationId);
  const threadRef = conversation?.threadRef ?? null;
  await desks.find(desk)?.whisper?.({ team, place, threadRef, user }, noticeCard(sentence));
}
