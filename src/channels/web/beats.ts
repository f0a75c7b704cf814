// Beats for many streams: each has a round of its own to beat in, so that few do at once, and those few ask together.

export interface Beats {
  /** Calls back once in every period, first within one from now on; returns the way to leave. */
  join(beat: () => void): () => void;
}

/** In how many rounds a period is divided. */
const roundCount = 15;

/** Creates the beats of a period, in milliseconds. Nothing runs while nobody is there. */
export function createBeats(periodMs: number): Beats {
  const rounds = Array.from({ length: roundCount }, () => new Set<() => void>());
  let turn = 0;
  let timer: NodeJS.Timeout | null = null;

  const beatNext = (): void => {
    turn = (turn + 1) % roundCount;
    for (const beat of rounds[turn] ?? []) beat();
  };
  /** Those who come together, as after an outage, are spread by going where the fewest are. */
  const findEmptiest = (): Set<() => void> =>
    rounds.reduce((least, round) => (round.size < least.size ? round : least));

  return {
    join(beat) {
      const round = findEmptiest();
      round.add(beat);
      timer ??= setInterval(beatNext, Math.max(1, periodMs / roundCount));
      return () => {
        round.delete(beat);
        if (timer === null || rounds.some(({ size }) => size > 0)) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}
