// How often a team's desk is asked about its places: a few a minute, and not at all while it asks for patience.

interface Budget {
  left: number;
  readAt: number;
  /** Nothing before this moment; Unix milliseconds. */
  heldUntil: number;
}

export interface TurnTaking {
  /** The teams that rest now, by the keys they were taken under. */
  resting(): string[];
  /** One turn of this team is used. */
  take(team: string): void;
  /** This team asked for so many milliseconds of patience. */
  hold(team: string, forMs: number): void;
}

/** Creates the turns of one process: so many a minute, of which a few may come at once. */
export function createTurnTaking(
  perMinute: number,
  atOnce: number,
  now: () => number = Date.now,
): TurnTaking {
  const budgets = new Map<string, Budget>();

  const read = (team: string): Budget => {
    const at = now();
    const budget = budgets.get(team) ?? { left: atOnce, readAt: at, heldUntil: 0 };
    const earned = ((at - budget.readAt) / 60_000) * perMinute;
    budget.left = Math.min(atOnce, budget.left + earned);
    budget.readAt = at;
    budgets.set(team, budget);
    return budget;
  };

  return {
    resting() {
      return [...budgets.keys()].filter((team) => {
        const { left, heldUntil } = read(team);
        return left < 1 || heldUntil > now();
      });
    },
    take(team) {
      read(team).left -= 1;
    },
    hold(team, forMs) {
      const budget = read(team);
      budget.heldUntil = Math.max(budget.heldUntil, now() + forMs);
    },
  };
}
