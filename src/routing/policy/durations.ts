// How long something took, as people say it.

/** `45 seconds`, `2 minutes`, `1 hour`: the largest unit that says it exactly. */
export function printDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds % 60 !== 0) return unit(seconds, 'second');
  const minutes = seconds / 60;
  return minutes % 60 === 0 ? unit(minutes / 60, 'hour') : unit(minutes, 'minute');
}

function unit(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
