// Installing by OAuth: the state is signed, bound to the browser, and good once for ten minutes.

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SlackInstall } from '../../../src/bridge/slack/index.js';
import { Refusal } from '../../../src/core/errors.js';
import { openScene, type Scene, team } from './scene.js';

const oauth = {
  clientId: '1111.2222',
  clientSecret: 'playground-client-secret',
  stateSecret: 'state-secret',
};
let scene: Scene | null = null;

afterEach(async () => {
  vi.useRealTimers();
  await scene?.close();
  scene = null;
});

async function open(save: (install: SlackInstall) => Promise<void> = async () => undefined): Promise<Scene> {
  scene = await openScene({
    oauth,
    installations: { find: async () => null, save, revoke: async () => undefined },
  });
  return scene;
}

interface Visit {
  readonly location: URL;
  readonly cookie: string;
}

async function visit(url: string): Promise<Visit> {
  const answer = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return {
    location: new URL(answer.headers.get('location') ?? ''),
    cookie: answer.headers.get('set-cookie') ?? '',
  };
}

/** The person agrees at Slack, which sends them back. */
async function agree({ location }: Visit): Promise<string> {
  return (await fetch(location, { redirect: 'manual' })).headers.get('location') ?? '';
}

function comeBack(url: string, cookie = ''): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: cookie ? { cookie: cookie.split(';')[0] ?? '' } : {} });
}

describe('installing', () => {
  it('keeps the token of the workspace that agreed', async () => {
    const saved: SlackInstall[] = [];
    const { url } = await open(async (install) => void saved.push(install));
    const visited = await visit(url);
    expect(visited.location.pathname).toBe('/oauth/v2/authorize');
    expect(visited.location.searchParams.get('scope')).toContain('chat:write.customize');
    expect(visited.location.searchParams.get('redirect_uri')).toBe(`${url}/slack/oauth_redirect`);
    expect(visited.cookie).toMatch(/HttpOnly/);
    expect(visited.cookie).toMatch(/SameSite=Lax/);
    const answer = await comeBack(await agree(visited), visited.cookie);
    expect(answer.status).toBe(200);
    expect(saved).toHaveLength(1);
    expect(saved[0]).toMatchObject({ team, botUserId: 'U0BATON', botId: 'B0BATON' });
    expect(saved[0]?.token).toMatch(/^xoxb-/);
    expect(saved[0]?.scopes).toContain('commands');
  });

  it('takes a state only once', async () => {
    const { url } = await open();
    const visited = await visit(url);
    const back = await agree(visited);
    expect((await comeBack(back, visited.cookie)).status).toBe(200);
    const again = await comeBack(back, visited.cookie);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('no longer valid');
  });

  it('takes a state only from the browser it was given to', async () => {
    const { url } = await open();
    const [mine, theirs] = [await visit(url), await visit(url)];
    const back = await agree(mine);
    expect((await comeBack(back)).status).toBe(400);
    expect((await comeBack(back, theirs.cookie)).status).toBe(400);
    const forged = back.replace(/state=[^&]*/, 'state=9999999999999.abc.def');
    expect((await comeBack(forged, mine.cookie)).status).toBe(400);
    expect((await comeBack(`${url}/slack/oauth_redirect?error=access_denied`, mine.cookie)).status).toBe(400);
  });

  it('does not take a state after ten minutes', async () => {
    const { url } = await open();
    const visited = await visit(url);
    const back = await agree(visited);
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ['Date'] });
    expect((await comeBack(back, visited.cookie)).status).toBe(400);
  });

  it('says no when the workspace belongs to someone else', async () => {
    const { url } = await open(() => Promise.reject(new Refusal('duplicate')));
    const visited = await visit(url);
    expect((await comeBack(await agree(visited), visited.cookie)).status).toBe(409);
  });

  it('says that Slack did not take the code, and keeps nothing', async () => {
    const saved: SlackInstall[] = [];
    const { url } = await open(async (install) => void saved.push(install));
    const visited = await visit(url);
    const back = (await agree(visited)).replace(/code=[^&]*/, 'code=wrong');
    expect((await comeBack(back, visited.cookie)).status).toBe(400);
    expect(saved).toHaveLength(0);
  });

  it('is not offered without a client id', async () => {
    scene = await openScene();
    expect((await fetch(`${scene.url}/slack/install`, { redirect: 'manual' })).status).toBe(404);
  });
});
