// Which agent gets a waiting conversation: pure strategies over those who are online and have room.

import type { AgentId } from '../../core/id.js';

export interface Candidate {
  readonly id: AgentId;
  readonly load: number;
  readonly chatLimit: number;
  readonly lastAssignedAt: Date | null;
}

/** `(candidates, now) → agent | none`; candidates all have room. */
export type Strategy = (candidates: readonly Candidate[], now: Date) => AgentId | null;

const longestIdleFirst = (a: Candidate, b: Candidate) =>
  (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0);

/** Fewest active chats; among equals whoever waited longest for one. */
const leastBusy: Strategy = (candidates) =>
  [...candidates].sort((a, b) => a.load - b.load || longestIdleFirst(a, b))[0]?.id ?? null;

/** Whoever waited longest for one, whatever they carry. */
const roundRobin: Strategy = (candidates) => [...candidates].sort(longestIdleFirst)[0]?.id ?? null;

export const strategies: Readonly<Record<string, Strategy>> = {
  'least-busy': leastBusy,
  'round-robin': roundRobin,
};

/** Chooses by the named strategy among those with room; null when nobody has. */
export function pickAgent(strategy: string, candidates: readonly Candidate[], now: Date): AgentId | null {
  const choose = strategies[strategy] ?? leastBusy;
  return choose(
    candidates.filter((candidate) => candidate.load < candidate.chatLimit),
    now,
  );
}
