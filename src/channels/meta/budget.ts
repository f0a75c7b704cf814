// Paces calls before a platform complains: so many a second for each key, more at once for a moment.

export interface Rate {
  readonly perSecond: number;
  /** How many may go at once after a quiet while. */
  readonly burst: number;
}

export interface Budget {
  /** Takes one; 0 when it was there, else how many whole milliseconds until one is, and none was taken. */
  take(key: string): number;
  /** Gives back one that was taken and not used. */
  putBack(key: string): void;
}

/** Keys of long ago are forgotten: at such numbers theirs are full again anyway. */
const mostKeys = 20_000;

/** Makes a budget in memory; `now` in milliseconds. Each process has its own: the platform's answer is the last word. */
export function createBudget({ perSecond, burst }: Rate, now: () => number = Date.now): Budget {
  const intervalMs = 1000 / perSecond;
  // One number per key: when its next one would be due if they went out evenly.
  const due = new Map<string, number>();
  return {
    take(key) {
      const at = now();
      const next = Math.max(due.get(key) ?? 0, at);
      const waitMs = next - (burst - 1) * intervalMs - at;
      if (waitMs > 0) return Math.ceil(waitMs);
      due.delete(key);
      due.set(key, next + intervalMs);
      if (due.size > mostKeys) forgetOldest(due);
      return 0;
    },
    putBack(key) {
      const next = due.get(key);
      if (next !== undefined) due.set(key, next - intervalMs);
    },
  };
}

function forgetOldest(due: Map<string, number>): void {
  for (const key of due.keys()) {
    due.delete(key);
    return;
  }
}
