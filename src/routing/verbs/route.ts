// The house gives waiting conversations to agents: many in one transaction, each decided as it is at the commit.

import { systemActor } from '../../core/actor.js';
import type { Chatbot } from '../../core/chatbot.js';
import { fallbackChain } from '../../core/fallback.js';
import { isOpen } from '../../core/hours.js';
import type { ChatbotId, OrganizationId } from '../../core/id.js';
import { lockQueue, type Reachable } from '../../store/candidates.js';
import { findChatbot, listChatbots } from '../../store/chatbots.js';
import { lockConversation } from '../../store/conversations.js';
import { type Given, giveOut, lockGifts, setTimersOfMany } from '../../store/give-out.js';
import { redrawBoard } from '../../store/redraws.js';
import type { Reads, Tx } from '../../store/store.js';
import { beginWriting } from '../../store/writing.js';
import { findStrategy, hasRoom } from '../policy/pick.js';
import { type Choice, planPass } from '../policy/plan.js';
import type { Routing } from '../routing.js';
import { leaveOverdue } from './give-back.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { endedTimers, startedTimers } from './turn-timers.js';

export interface Queue {
  readonly organizationId: OrganizationId;
  readonly chatbotId: ChatbotId;
}

/** What a round came to. */
export interface Round {
  readonly routed: number;
  /** How many of those who wait nobody can take at the moment; the next round looks behind them. */
  readonly left: number;
  /** True when nobody has room, or nobody waits behind these. */
  readonly done: boolean;
}

/** The most that are given in one transaction: it holds their locks. */
const atOnce = 64;
const nothing: Round = { routed: 0, left: 0, done: true };
const actor = systemActor('routing');

/** The chatbot whose queue is routed, and the chatbots whose agents may serve it, itself first. */
export interface Route {
  readonly chatbot: Chatbot;
  readonly chain: readonly ChatbotId[];
}

/** Reads whether and how a queue is routed now; null when it is not: by hand, without people, outside the hours. */
export async function findRoute(reads: Reads, queue: Queue): Promise<Route | null> {
  const { organizationId, chatbotId } = queue;
  const chatbot = await findChatbot(reads, { organizationId, id: chatbotId });
  if (chatbot?.routing.mode !== 'auto' || !chatbot.humanSupport || !isOpen(chatbot.hours, new Date()))
    return null;
  const helpers =
    chatbot.routing.fallback === null
      ? []
      : fallbackChain(chatbot, await listChatbots(reads, organizationId));
  return { chatbot, chain: [chatbot.id, ...helpers.map(({ id }) => id)] };
}

/**
 * One round: the first who wait, `behind` those that were left before, go to agents. One choice at a time in an
 * organization, since chatbots share agents: two that chose from the same loads would both give to the least busy
 * one, and the spread would not hold (A11). Agents are looked at again under their locks (A9).
 */
export async function routeRound(routing: Routing, route: Route, behind = 0): Promise<Round> {
  return routing.store.transaction(async (tx) => {
    const { organizationId } = route.chatbot;
    const decided = await decideRound(tx, route, behind);
    if (decided.choices.length === 0) return { ...nothing, left: decided.looked, done: decided.done };
    await lockGifts(tx, organizationId, decided.choices);
    await beginThreads(tx, organizationId, decided.choices);
    const order = { organizationId, chain: route.chain, actor, over: endedTimers };
    const given = await giveOut(tx, order, decided.choices);
    await setTimers(tx, route.chatbot, given);
    await tellRefused(tx, route, { choices: decided.choices, given });
    if (route.chatbot.boardRef !== null) await redrawBoard(tx, route.chatbot);
    // Whoever slipped away between choice and lock left theirs waiting: another round finds out.
    return {
      routed: given.length,
      left: decided.looked - given.length,
      done: decided.done && given.length === decided.choices.length,
    };
  });
}

/** Takes the routing lock, reads and chooses: the decision itself. */
export async function decideRound(tx: Tx, { chatbot, chain }: Route, behind: number) {
  const { organizationId, routing } = chatbot;
  const { agents, waiting } = await lockQueue(tx, organizationId, {
    chain,
    limit: atOnce,
    offset: behind,
    withSkills: Object.values(routing.skills).some((rule) => rule !== 'ignore'),
    withLastAgent: findStrategy(routing.strategy).returns,
  });
  const room = agents.reduce((sum, one) => sum + Math.max(0, one.chatLimit - one.load), 0);
  if (room === 0) return { choices: [] as Choice[], looked: 0, done: true };
  const { choices, agents: after } = planPass<Reachable>(routing, waiting, agents);
  const over = waiting.length < Math.min(atOnce, room) || !after.some(hasRoom);
  return { choices, looked: waiting.length, done: over };
}

/** Begins the threads that were never begun: the chatbot had no desk when a person was asked for. */
async function beginThreads(
  tx: Tx,
  organizationId: OrganizationId,
  choices: readonly Choice[],
): Promise<void> {
  for (const { conversationId: id } of choices.filter((one) => !one.hasThread)) {
    const conversation = await lockConversation(tx, { organizationId, id });
    if (!conversation || conversation.mirrored) continue;
    const writing = await beginWriting(tx, conversation);
    await mirrorFromHere(tx, writing);
    await writing.finish();
  }
}

/** Supervisors read where a chat goes to somebody who had refused or missed it. */
async function tellRefused(
  tx: Tx,
  { chatbot: { organizationId } }: Route,
  round: { readonly choices: readonly Choice[]; readonly given: readonly Given[] },
): Promise<void> {
  const again = new Set(round.choices.filter((one) => one.again).map((one) => one.conversationId));
  for (const { id } of round.given.filter((one) => again.has(one.id))) {
    const conversation = await lockConversation(tx, { organizationId, id });
    if (conversation)
      await leaveOverdue(
        tx,
        conversation,
        'Everybody who is there had refused or missed it; it goes round again.',
      );
  }
}

/** What begins with having a conversation. */
async function setTimers(
  tx: Tx,
  { organizationId, routing }: Chatbot,
  given: readonly Given[],
): Promise<void> {
  const timers = given.flatMap(({ id, epoch, sequence }) =>
    startedTimers(routing, { epoch, sequence }).map((timer) => ({ conversationId: id, ...timer })),
  );
  await setTimersOfMany(tx, organizationId, timers);
}
