// The cloud's key: signs what the app is sent and the tokens it shows, and knows its own again.
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';

export type Keys = ReturnType<typeof createKeys>;

interface Pair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const kid = 'standin-1';

/** Making a key takes a moment: all stand-ins of a process share one, and one for forgeries. */
const pairs = new Map<'own' | 'stranger', Promise<Pair>>();

const need = (whose: 'own' | 'stranger'): Promise<Pair> => {
  const pair = pairs.get(whose) ?? generateKeyPair('RS256', { extractable: true });
  pairs.set(whose, pair);
  return pair;
};

/** Creates the signer; its key is made on first use, anew in every process. */
export const createKeys = () => {
  const own = (): Promise<Pair> => need('own');
  /** What was verified is not verified again while it lives. */
  const known = new Map<string, JWTPayload>();

  return {
    /** What `/keys` shows. */
    async publish(): Promise<{
      readonly keys: readonly (JWK & { readonly endorsements: readonly string[] })[];
    }> {
      const jwk = await exportJWK((await own()).publicKey);
      return { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] }] };
    },
    /** Signs claims; `isForged` uses a stranger's key under our key's name. */
    async sign(claims: JWTPayload, isForged = false): Promise<string> {
      const { privateKey } = await need(isForged ? 'stranger' : 'own');
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
    },
    /** The claims of a token of ours for this audience that still lives; null otherwise. */
    async verify(token: string, audience: string, nowMs: number): Promise<JWTPayload | null> {
      let claims = known.get(token);
      if (!claims) {
        try {
          const { publicKey } = await own();
          claims = (await jwtVerify(token, publicKey, { currentDate: new Date(nowMs) })).payload;
        } catch {
          return null;
        }
        if (known.size > 1_000) known.clear();
        known.set(token, claims);
      }
      const isAlive = (claims.exp ?? 0) * 1000 > nowMs;
      return isAlive && claims.aud === audience ? claims : null;
    },
  };
};
