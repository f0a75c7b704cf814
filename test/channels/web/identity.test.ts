// Tokens are kept as hashes only; identities count only when the company signed them for this site and this hour.

import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashToken } from '../../../src/channels/web/identity.js';
import { makeSite } from '../../support/web-house.js';
import { arrive, ask, post, startWebServer, type WebServer } from '../../support/web-server.js';

const secret = 'a-secret-that-only-acme-and-baton-know';
let server: WebServer;
beforeEach(async () => {
  server = await startWebServer({ sites: [makeSite({ identitySecret: secret }), makeSite({}, 'plain-web')] });
});
afterEach(() => server.stop());

interface Signed {
  readonly alg?: string;
  readonly key?: string;
  readonly audience?: string;
  readonly issuedAt?: number;
  readonly lifetime?: number;
  readonly subject?: string | null;
}

function sign(signed: Signed = {}): Promise<string> {
  const issuedAt = signed.issuedAt ?? Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({ name: 'Ada', email: 'ada@shop.example', role: 'admin' })
    .setProtectedHeader({ alg: signed.alg ?? 'HS256' })
    .setAudience(signed.audience ?? 'acme-web')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (signed.lifetime ?? 600));
  if (signed.subject !== null) jwt.setSubject(signed.subject ?? 'user-1');
  return jwt.sign(new TextEncoder().encode(signed.key ?? secret));
}

const identify = (jwt: string, token: string | null = null) =>
  ask(server, '/web/identify', { token, body: { jwt } });
const tokenOf = async (answer: Response) => ((await answer.json()) as { token: string }).token;

describe('visitor tokens', () => {
  it('are long, different, and stored as their hash only', async () => {
    const [one, two] = [await arrive(server), await arrive(server)];
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(one).not.toBe(two);
    const kept = JSON.stringify(server.guests);
    expect(kept).not.toContain(one);
    expect(kept).toContain(hashToken(one));
  });

  it('are worth nothing after sign-out', async () => {
    const token = await arrive(server);
    expect((await ask(server, '/web/sign-out', { method: 'POST', token })).status).toBe(204);
    expect((await post(server, token, 'Hello')).status).toBe(401);
  });
});

describe('POST /web/identify', () => {
  it('binds the visitor to the person and changes the token', async () => {
    const token = await arrive(server);
    await post(server, token, 'Hello');
    const answer = await identify(await sign(), token);
    expect(answer.status).toBe(200);
    const next = await tokenOf(answer);
    expect((await post(server, token, 'x')).status).toBe(401);
    const snapshot = await (await ask(server, '/web/conversation', { token: next })).json();
    expect(snapshot).toMatchObject({ messages: [{ text: 'Hello' }] });
    expect(server.guests[0]?.subject).toBe('user-1');
  });

  it('makes a visitor of someone who has none yet', async () => {
    expect((await post(server, await tokenOf(await identify(await sign())), 'Hello')).status).toBe(200);
  });

  it.each<[string, Signed]>([
    ['has expired', { issuedAt: Math.floor(Date.now() / 1000) - 7200, lifetime: 3600 }],
    ['lives longer than an hour', { lifetime: 3700 }],
    ['is for another site', { audience: 'other-web' }],
    ['is signed with another key', { key: 'another-secret-that-nobody-should-know' }],
    ['uses another algorithm', { alg: 'HS512' }],
    ['names nobody', { subject: null }],
    ['was made in the future', { issuedAt: Math.floor(Date.now() / 1000) + 900 }],
  ])('refuses an identity that %s', async (_why, signed) => {
    const token = await arrive(server);
    const answer = await identify(await sign(signed), token);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: { code: 'identity-refused', message: 'This identity could not be verified.' },
    });
    expect(server.guests.every((guest) => guest.subject === null)).toBe(true);
    expect((await post(server, token, 'still me')).status).toBe(200);
  });

  it('refuses unsigned identities and rubbish', async () => {
    const [, payload] = (await sign()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const jwt of [none, 'rubbish', 'a.b.c']) expect((await identify(jwt)).status).toBe(401);
  });

  it('is off where the site has no secret', async () => {
    const answer = await ask(server, '/web/identify', { site: 'plain-web', body: { jwt: await sign() } });
    expect(answer.status).toBe(403);
  });
});
