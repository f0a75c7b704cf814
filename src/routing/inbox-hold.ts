// The rows of the inbox that one process holds for a customer: kept while it is at them, and given up once they are someone else's.

import type { Inbound } from '../channels/channel.js';
import { type Claim, extendRows } from '../store/inbox.js';
import type { Store } from '../store/store.js';

/** A row this process may act on. */
export interface Held extends Claim {
  readonly attempts: number;
  readonly inbound: Inbound;
  /** When it was taken, by this process's clock: `performance.now()`. */
  readonly since: number;
}

export interface Hold {
  /** Renews all leases; told often enough, they never run out. Rows that were lost meanwhile are let go. */
  renew(): Promise<void>;
  /** Renews them if they have grown old; true when the row is still this process's own. */
  stillHolds(id: number): Promise<boolean>;
  /** The present claims of these rows, of those that are still held. */
  claimsOf(ids: readonly number[]): Promise<Claim[]>;
  /** No longer renewed: it has been acted on. */
  drop(id: number): void;
}

/** Begins to hold rows. */
export function holdRows(store: Store, leaseMs: number, rows: readonly Held[]): Hold {
  const claims = new Map(rows.map(({ id, leasedUntil }) => [id, leasedUntil]));
  let renewedAt = Math.min(...rows.map(({ since }) => since));
  let renewing: Promise<void> = Promise.resolve();

  const extend = async () => {
    if (claims.size === 0) return;
    const asked = performance.now();
    const before = [...claims].map(([id, leasedUntil]) => ({ id, leasedUntil }));
    const kept = new Map(
      (await extendRows(store, before, leaseMs)).map(({ id, leasedUntil }) => [id, leasedUntil]),
    );
    for (const { id } of before) {
      const leasedUntil = kept.get(id);
      if (leasedUntil === undefined) claims.delete(id);
      else if (claims.has(id)) claims.set(id, leasedUntil);
    }
    renewedAt = asked;
  };
  const renew = () => {
    // One after the other: each begins with the claims that the one before left.
    renewing = renewing.catch(() => undefined).then(extend);
    return renewing;
  };

  return {
    renew,
    async stillHolds(id) {
      await renewing.catch(() => undefined);
      if (performance.now() - renewedAt > leaseMs / 3) await renew();
      return claims.has(id);
    },
    async claimsOf(ids) {
      await renewing.catch(() => undefined);
      return ids.flatMap((id) => {
        const leasedUntil = claims.get(id);
        return leasedUntil === undefined ? [] : [{ id, leasedUntil }];
      });
    },
    drop: (id) => void claims.delete(id),
  };
}
