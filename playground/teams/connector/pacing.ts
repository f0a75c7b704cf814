// The connector's limits for one app in one thread: seven posts in a second, eight in two, sixty in thirty.
import type { Settings } from '../options.js';

const windows = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
] as const;

/** Creates the clock of every thread. */
export const createPacing = (settings: Settings) => {
  const taken = new Map<string, number[]>();
  return {
    /** Counts a post; gives the seconds to wait when it is one too many, null when it is not. */
    take: (thread: string): number | null => {
      if (settings.pacing === 'off') return null;
      const now = settings.now();
      const times = (taken.get(thread) ?? []).filter((at) => at > now - 30_000);
      taken.set(thread, times);
      const full = windows.find(
        ({ seconds, most }) => times.filter((at) => at > now - seconds * 1_000).length >= most,
      );
      if (full) return full.seconds;
      times.push(now);
      return null;
    },
  };
};
