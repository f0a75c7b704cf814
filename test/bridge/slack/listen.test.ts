// Slack's door over HTTP: signatures, sizes, bodies, and an answer only after the house has stored it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signBody } from '../../../playground/slack/index.js';
import { eventOf, interactionOf } from './fixtures.js';
import { openScene, type Scene, signingSecret, team } from './scene.js';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ limits: { bodyBytes: 64 * 1024 } });
});
afterEach(() => scene.close());

const now = (): number => Math.floor(Date.now() / 1000);

function envelope(name: string): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: team,
    event_id: 'Ev01',
    authorizations: [{ team_id: team }],
    event: eventOf(name),
  });
}

interface Sending {
  readonly body: string;
  readonly type?: string;
  readonly timestamp?: number;
  readonly signature?: string | null;
  readonly headers?: Record<string, string>;
}

async function send({
  body,
  type = 'application/json',
  timestamp = now(),
  signature,
  headers = {},
}: Sending): Promise<Response> {
  const signed = signature === undefined ? signBody(signingSecret, timestamp, body) : signature;
  return fetch(`${scene.url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(timestamp),
      ...(signed === null ? {} : { 'x-slack-signature': signed }),
      ...headers,
    },
  });
}

function form(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

describe('signatures', () => {
  const body = envelope('thread-line');
  const good = (): string => signBody(signingSecret, now(), body);

  it('lets a signed event in', async () => {
    expect((await send({ body })).status).toBe(200);
    expect(scene.heard).toHaveLength(1);
  });

  const forged: [string, () => Partial<Sending>][] = [
    ['a missing signature', () => ({ signature: null })],
    ['a short signature', () => ({ signature: good().slice(0, 40) })],
    ['an upper-case signature', () => ({ signature: good().toUpperCase() })],
    ['upper-case digits', () => ({ signature: `v0=${good().slice(3).toUpperCase()}` })],
    ['another version', () => ({ signature: good().replace('v0=', 'v1=') })],
    ['two signatures', () => ({ signature: `${good()}, ${good()}` })],
    ['another secret', () => ({ signature: signBody('other', now(), body) })],
    ['another body', () => ({ signature: signBody(signingSecret, now(), `${body} `) })],
    ['an old timestamp', () => ({ timestamp: now() - 360 })],
    ['a timestamp of the future', () => ({ timestamp: now() + 360 })],
    ['a timestamp that is no number', () => ({ headers: { 'x-slack-request-timestamp': 'soon' } })],
  ];

  it.each(forged)('refuses %s with 401 and no hint', async (_, wrong) => {
    const answer = await send({ body, ...wrong() });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(scene.heard).toHaveLength(0);
    expect(JSON.stringify(scene.logged)).not.toContain('parcel');
  });
});

describe('bodies', () => {
  it('answers the url verification', async () => {
    const answer = await send({
      body: JSON.stringify({ type: 'url_verification', token: 'x', challenge: 'abc' }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ challenge: 'abc' });
  });

  it('refuses a body that is too large with 413', async () => {
    expect(
      (await send({ body: JSON.stringify({ type: 'event_callback', filler: 'x'.repeat(70_000) }) })).status,
    ).toBe(413);
  });

  it.each([
    ['broken JSON', '{"type":', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a number', '42', 'application/json'],
    ['nothing at all', 'null', 'application/json'],
    ['a broken payload', 'payload=%7Bnot', 'application/x-www-form-urlencoded'],
  ])('refuses %s with 400', async (_, body, type) => {
    expect((await send({ body, type })).status).toBe(400);
  });

  it.each(['rate-limited', 'view-closed', 'suggestion'])(
    'acknowledges %s at once, though nobody listens',
    async (name) => {
      const body = interactionOf(name);
      const isForm = name !== 'rate-limited';
      const sent = isForm
        ? { body: form(body), type: 'application/x-www-form-urlencoded' }
        : { body: JSON.stringify(body) };
      expect((await send(sent)).status).toBe(200);
      expect(scene.heard).toHaveLength(0);
    },
  );

  it('ignores a workspace where Baton is not installed, and says so in the log', async () => {
    const body = envelope('thread-line').replaceAll(team, 'T0STRANGE');
    expect((await send({ body })).status).toBe(200);
    expect(scene.heard).toHaveLength(0);
    expect(scene.logged.some((line) => line.level === 'warn' && line.fields.team === 'T0STRANGE')).toBe(true);
  });
});

describe('acceptance means stored', () => {
  it('processes a first-seen retry like any other (A22)', async () => {
    const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    expect((await send({ body: envelope('thread-line'), headers })).status).toBe(200);
    expect(scene.heard).toHaveLength(1);
  });

  it('answers only after the house has stored the line', async () => {
    let store = (): void => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    scene.onHear = () => stored;
    let isAnswered = false;
    const answer = send({ body: envelope('thread-line') }).finally(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isAnswered).toBe(false);
    store();
    expect((await answer).status).toBe(200);
  });

  it('answers 503 when the house could not store it, so that Slack sends it again', async () => {
    scene.onHear = () => Promise.reject(new Error('the store is down'));
    expect((await send({ body: envelope('thread-line') })).status).toBe(503);
    const button = form({
      ...interactionOf('button'),
      team: { id: team },
      user: { id: 'U0KIM', team_id: team },
    });
    expect((await send({ body: button, type: 'application/x-www-form-urlencoded' })).status).toBe(503);
    expect(JSON.stringify(scene.logged)).not.toContain('parcel');
  });
});

it('answers 503 when the installation cannot be looked up', async () => {
  await scene.close();
  const installations = {
    find: () => Promise.reject(new Error('down')),
    save: async () => undefined,
    revoke: async () => undefined,
  };
  scene = await openScene({ installations });
  expect((await send({ body: envelope('thread-line') })).status).toBe(503);
});
