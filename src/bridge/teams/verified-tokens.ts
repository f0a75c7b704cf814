// Remembers for minutes which tokens were verified: the connector signs one for many activities, and checking costs more than hearing.

import { createHash } from 'node:crypto';

/** What a token was verified with: the same token for another address or channel is another matter. */
export interface Presented {
  readonly authorization: string;
  readonly serviceUrl: string;
  readonly channelId: string;
}

/** Runs `verify` unless this very token was verified a moment ago. Rejects with what `verify` rejects with. */
export type VerifyOnce<Verified> = (shown: Presented, verify: () => Promise<Verified>) => Promise<Verified>;

/** Signing keys are read anew once a day; that a token is believed some minutes longer adds nothing to it. */
const freshMs = 5 * 60_000;
const mostTokens = 100;

/**
 * Creates the memory of one process. Only hashes are kept, and only what was verified; nothing outlives its token.
 * @param expiryOf When what was verified expires, Unix milliseconds; null when it does not say.
 */
export function createVerifiedTokens<Verified>(
  expiryOf: (verified: Verified) => number | null,
  now: () => number = Date.now,
): VerifyOnce<Verified> {
  const known = new Map<string, { readonly verified: Verified; readonly until: number }>();
  return async (shown, verify) => {
    const name = nameOf(shown);
    const found = known.get(name);
    if (found && now() < found.until) return found.verified;
    const verified = await verify();
    const until = Math.min(now() + freshMs, expiryOf(verified) ?? 0);
    known.delete(name);
    if (until > now()) known.set(name, { verified, until });
    for (const [oldest] of known) {
      if (known.size <= mostTokens) break;
      known.delete(oldest);
    }
    return verified;
  };
}

function nameOf({ authorization, serviceUrl, channelId }: Presented): string {
  return createHash('sha256')
    .update(JSON.stringify([authorization, serviceUrl, channelId]))
    .digest('base64');
}
