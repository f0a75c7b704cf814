// Which agent gets a waiting conversation: one small table of strategies, pure, over those who have room.

import type { AgentId } from '../../core/id.js';

export interface Candidate {
  readonly id: AgentId;
  /** Their active chats that count. */
  readonly load: number;
  readonly chatLimit: number;
  readonly lastAssignedAt: Date | null;
  /** When their last chat ended, or they came online. */
  readonly idleSince: Date;
}

/** Who comes first of two; 0 when the strategy does not tell them apart. */
type Order = (one: Candidate, other: Candidate) => number;

export interface Strategy {
  readonly order: Order;
  /** True where a customer who comes back gets whom they had, if that agent has room. */
  readonly returns: boolean;
}

const assignedAt = ({ lastAssignedAt }: Candidate) => lastAssignedAt?.getTime() ?? 0;
const idleFrom = (one: Candidate) => Math.max(one.idleSince.getTime(), assignedAt(one));
const fullness = ({ load, chatLimit }: Candidate) => load / chatLimit;

/** Longest since the last assignment, whatever they carry. */
const roundRobin: Order = (one, other) => assignedAt(one) - assignedAt(other);
/** Longest without a new chat and without the end of one. */
const longestIdle: Order = (one, other) => idleFrom(one) - idleFrom(other);
/** Least full, as a share of the limit; of equals whoever was idle longest. */
const leastBusy: Order = (one, other) => fullness(one) - fullness(other) || longestIdle(one, other);

const usual: Strategy = { order: leastBusy, returns: false };

export const strategies: Readonly<Record<string, Strategy>> = {
  'least-busy': usual,
  'round-robin': { order: roundRobin, returns: false },
  'longest-idle': { order: longestIdle, returns: false },
  'last-agent-first': { order: leastBusy, returns: true },
};

/** The strategy of this name; the usual one when there is none. */
export function findStrategy(name: string): Strategy {
  return strategies[name] ?? usual;
}

/** Tells whether one more chat fits. */
export const hasRoom = ({ load, chatLimit }: Pick<Candidate, 'load' | 'chatLimit'>): boolean =>
  load < chatLimit;

/** Chooses by the strategy among those with room; null when nobody has. `lastAgentId` is whom this customer had last. */
export function pickAgent<One extends Candidate>(
  strategy: Strategy,
  candidates: readonly One[],
  lastAgentId: AgentId | null = null,
): One | null {
  let best: One | null = null;
  for (const one of candidates) {
    if (!hasRoom(one)) continue;
    if (strategy.returns && one.id === lastAgentId) return one;
    const order = best === null ? -1 : strategy.order(one, best);
    // The id tells equals apart, so that the choice does not hang on the order of rows.
    if (best === null || order < 0 || (order === 0 && one.id < best.id)) best = one;
  }
  return best;
}
