// The door of Teams with the real SDK behind it: who is let in, who is not, and that accept means stored.

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../../src/core/payload.js';
import { activity, line } from './activities.js';
import { type Gate, openGate } from './gate.js';

let gate: Gate;
beforeAll(async () => {
  gate = await openGate();
});
afterAll(() => gate.close());
afterEach(() => {
  gate.heard.length = 0;
  gate.onHear = async () => undefined;
  gate.onKeys = async () => undefined;
  vi.useRealTimers();
});

const hello = (changes: Json = {}) => ({ ...line('<p>hello</p>'), serviceUrl: gate.serviceUrl, ...changes });

describe('who is let in', () => {
  it('hears what is signed for it', async () => {
    const { status, body } = await gate.send(hello());
    expect([status, body]).toEqual([200, null]);
    expect(gate.heard).toMatchObject([{ type: 'line', raw: 'hello' }]);
  });

  it.each([
    ['no token', async () => null],
    ['a token that is none', async () => 'nonsense'],
    ['a token for another app', () => gate.token({ claims: { aud: 'another' } })],
    ['a token of another issuer', () => gate.token({ claims: { iss: 'https://sts.example.com' } })],
    [
      'a token for another service url',
      () => gate.token({ claims: { serviceurl: 'https://other.example/' } }),
    ],
    ['an expired token', () => gate.token({ expiresIn: -3600 })],
    ['a forged signature', () => gate.token({ key: 'foreign' })],
    ['a key that does not speak for Teams', () => gate.token({ key: 'unendorsed' })],
  ])('refuses %s with 401 and hears nothing', async (_what, make) => {
    const { status, body } = await gate.send(hello(), await make());
    expect([status, body]).toEqual([401, null]);
    expect(gate.heard).toEqual([]);
  });

  it('refuses a service url that is none of the cloud’s hosts, signed or not', async () => {
    for (const serviceUrl of ['https://evil.example/', 'file:///etc/passwd', 'http://127.0.0.1:1/', '']) {
      const token = await gate.token({ claims: { serviceurl: serviceUrl } });
      expect((await gate.send(hello({ serviceUrl }), token)).status).toBe(403);
    }
    expect(gate.heard).toEqual([]);
    expect(gate.memory.held.get('service')).toEqual({ url: gate.serviceUrl });
  });

  it('accepts another tenant’s activity and changes nothing', async () => {
    const channelData = { tenant: { id: 'another-tenant' } };
    expect((await gate.send(hello({ channelData }))).status).toBe(200);
    expect((await gate.send(hello({ channelData: {}, conversation: { id: 'x' } }))).status).toBe(200);
    expect(gate.heard).toEqual([]);
    expect(gate.logged.some(({ fields }) => fields.tenant === 'another-tenant')).toBe(true);
  });
});

describe('what it is sent', () => {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${await gate.token()}`;
    return fetch(`${gate.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body,
    });
  };

  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['nothing', ''],
    ['no type', '{"channelId":"msteams","conversation":{"id":"x"}}'],
    ['an odd type', '{"type":["message"],"channelId":"msteams","conversation":{"id":"x"}}'],
    ['no conversation', '{"type":"message","channelId":"msteams"}'],
  ])('refuses %s with 400', async (_what, body) => {
    const answer = await post(body);
    expect([answer.status, await answer.text()]).toEqual([400, '']);
  });

  it('refuses what is too large with 413, and other methods with 405', async () => {
    expect((await post(JSON.stringify(hello({ text: 'x'.repeat(600_000) })))).status).toBe(413);
    expect((await fetch(`${gate.url}/api/messages`)).status).toBe(405);
    expect((await fetch(`${gate.url}/api/messages`, { method: 'PUT' })).status).toBe(405);
  });

  it('is not shaken by deeply odd activities', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const odd = JSON.stringify(hello()).replace('"plain"', deep);
    expect((await post(odd)).status).toBe(200);
    for (const changes of [
      { from: null },
      { from: [] },
      { recipient: 7 },
      { entities: [{ type: 'mention' }, null, 3] },
      { attachments: 'none' },
      { text: { a: 1 } },
      { channelData: null, conversation: { id: 'x', tenantId: 5 } },
      { type: 'invoke', name: 'task/fetch', value: null },
      { type: 'invoke', name: null },
      { type: 'event', value: [] },
    ])
      expect((await gate.send(hello(changes))).status).toBe(200);
  });

  it('asks for what could not be stored once more', async () => {
    gate.onHear = async () => {
      throw new Error('the database is away');
    };
    const { status, headers } = await gate.send(hello());
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    gate.onHear = async () => undefined;
    expect((await gate.send(hello())).status).toBe(200);
    expect(gate.heard).toHaveLength(1);
  });

  it('answers what it never offered without an error', async () => {
    const files = activity({ type: 'invoke', name: 'fileConsent/invoke', serviceUrl: gate.serviceUrl });
    const { status, body } = await gate.send(files);
    expect([status, body]).toEqual([200, {}]);
  });
});

describe('lines of one thread', () => {
  it('are heard as they arrived, though the first one’s keys took longer to fetch', async () => {
    await gate.send(hello());
    gate.heard.length = 0;
    // The SDK fetches the keys anew once a day, and for each request that comes meanwhile.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60_000 });
    const fetches: (() => void)[] = [];
    gate.onKeys = () => new Promise((resolve) => fetches.push(resolve));
    const words = (text: string) => ({ ...line(`<p>${text}</p>`), serviceUrl: gate.serviceUrl });
    const first = gate.send(words('first'));
    await vi.waitUntil(() => fetches.length === 1);
    const second = gate.send(words('second'), await gate.token({ claims: { jti: 'another' } }));
    await vi.waitUntil(() => fetches.length === 2);
    fetches[1]?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(gate.heard).toEqual([]);
    fetches[0]?.();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect(gate.heard).toMatchObject([{ raw: 'first' }, { raw: 'second' }]);
  });

  it('wait for none that is refused', async () => {
    const forged = gate.send(hello(), await gate.token({ key: 'foreign' }));
    const ours = gate.send(hello());
    expect([(await forged).status, (await ours).status]).toEqual([401, 200]);
    expect(gate.heard).toHaveLength(1);
  });
});

describe('without credentials', () => {
  let local: Gate;
  beforeAll(async () => {
    local = await openGate({ isLocal: true });
  });
  afterAll(() => local.close());

  it('hears an emulator on this machine, whatever its ids look like, and sends it no token', async () => {
    const conversation = { id: 'team-id;messageid=1795', conversationType: 'channel' };
    const from = { id: 'user-id-0', name: 'Alex' };
    const { status } = await local.send(
      { ...hello(), serviceUrl: local.serviceUrl, conversation, from, channelData: {} },
      null,
    );
    expect(status).toBe(200);
    expect(local.heard).toMatchObject([
      { type: 'line', user: 'user-id-0', place: 'team-id', threadRef: '1795' },
    ]);
  });

  it('does not talk to other machines', async () => {
    expect(
      (await local.send({ ...hello(), serviceUrl: 'https://smba.trafficmanager.net/teams/' }, null)).status,
    ).toBe(403);
  });
});
