// A pass over a queue as a pure decision: which of those who wait go to which agent, counting loads up as it goes.

import type { RoutingPolicy, SkillRule } from '../../core/chatbot.js';
import type { AgentId, ConversationId } from '../../core/id.js';
import { type Candidate, findStrategy, hasRoom, pickAgent, type Strategy } from './pick.js';

/** An agent who is online and may get the queue's chats. */
export interface Reaching extends Candidate {
  /** 0 for the chatbot's own agents; those of a fallback come after all before them. */
  readonly tier: number;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
}

export interface Waiting {
  readonly id: ConversationId;
  readonly category: string | null;
  readonly language: string | null;
  readonly skippedAgentIds: readonly AgentId[];
  readonly lastAgentId: AgentId | null;
  readonly hasThread: boolean;
}

export interface Choice {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  /** True when the agent is not the chatbot's own. */
  readonly helps: boolean;
  /** True when everybody had refused or missed it, and it goes to one of them all the same. */
  readonly again: boolean;
  readonly hasThread: boolean;
}

export type PlanPolicy = Pick<RoutingPolicy, 'strategy' | 'skills'>;

/** The choices for those who wait, in their order, and the agents as they are after them. */
export function planPass<One extends Reaching>(
  policy: PlanPolicy,
  waiting: readonly Waiting[],
  agents: readonly One[],
): { readonly choices: Choice[]; readonly agents: One[] } {
  const strategy = findStrategy(policy.strategy);
  const now = new Map(agents.map((one) => [one.id, one]));
  // Later than any moment the agents bring, and each assignment later than the one before.
  let instant = Date.now();
  const choices: Choice[] = [];
  for (const one of waiting) {
    const { agent, again } = chooseFor(one, policy, strategy, [...now.values()]);
    if (!agent) continue;
    const { id: conversationId, hasThread } = one;
    choices.push({ conversationId, agentId: agent.id, helps: agent.tier > 0, again, hasThread });
    instant += 1;
    now.set(agent.id, { ...agent, load: agent.load + 1, lastAssignedAt: new Date(instant) });
  }
  return { choices, agents: [...now.values()] };
}

/**
 * Who may get it, with room or without. Whoever refused or missed the conversation is left out while anybody else who
 * is there could have it, also when these are full now; when everybody did, that is forgotten rather than nobody
 * getting it: `again`.
 */
export function listAble<One extends Reaching>(
  one: Pick<Waiting, 'category' | 'language' | 'skippedAgentIds'>,
  skills: PlanPolicy['skills'],
  agents: readonly One[],
): { readonly able: readonly One[]; readonly again: boolean } {
  const able = agents.filter((agent) => fits(agent, one, skills, 'require'));
  const fresh = able.filter(({ id }) => !one.skippedAgentIds.includes(id));
  const again = fresh.length === 0;
  return { able: again ? able : fresh, again };
}

/** Filters, then the strategy. */
function chooseFor<One extends Reaching>(
  one: Waiting,
  { skills }: PlanPolicy,
  strategy: Strategy,
  agents: readonly One[],
): { readonly agent: One | null; readonly again: boolean } {
  const { able, again } = listAble(one, skills, agents);
  const free = able.filter(hasRoom);
  const nearest = free.reduce((tier, agent) => Math.min(tier, agent.tier), Number.POSITIVE_INFINITY);
  const near = free.filter(({ tier }) => tier === nearest);
  const preferred = near.filter((agent) => fits(agent, one, skills, 'prefer'));
  const pool = preferred.length > 0 ? preferred : near;
  return { agent: pickAgent(strategy, pool, one.lastAgentId), again };
}

/** Tells whether the agent has the skills that count under this rule. */
function fits(
  agent: Reaching,
  one: Pick<Waiting, 'category' | 'language'>,
  rules: PlanPolicy['skills'],
  rule: SkillRule,
): boolean {
  return (
    (rules.category !== rule || knows(agent.skills, one.category)) &&
    (rules.language !== rule || knows(agent.languages, one.language))
  );
}

/** Nothing asked for is known by everybody. */
function knows(known: readonly string[], wanted: string | null): boolean {
  return wanted === null || known.some((one) => one.toLowerCase() === wanted.toLowerCase());
}
