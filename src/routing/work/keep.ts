// Keeps what a process holds for as long as it works on it, so that only a dead process lets go.

/**
 * Runs the work and calls `extend` every third of the lease meanwhile. A failing `extend` is passed over: if the
 * database is away nobody else takes the lease either, and evidence decides afterwards.
 */
export async function keepWhile<T>(
  leaseMs: number,
  extend: () => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => void extend().catch(() => undefined), leaseMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
