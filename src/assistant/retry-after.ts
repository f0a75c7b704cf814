// Reads how long a server asks us to wait.

/** Milliseconds until a `Retry-After` value (seconds or an HTTP date), at most an hour; undefined when it says nothing. */
export function readRetryAfter(value: string | null | undefined, now: Date): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 3_600_000) : undefined;
}
