// The Teams desk against a tenant's stand-in, with real tokens both ways and Microsoft's own SDK at the door.

import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import type { DeskLine, Post } from '../../../src/bridge/desk.js';
import { Failure } from '../../../src/core/errors.js';
import { literal } from '../../../src/core/text/document.js';
import { testDesk } from '../../contract/desk.js';
import { kim, openScene, place, type Scene, type SceneOptions } from './scene.js';
import { setStage, settled, show } from './stage.js';

testDesk('Teams', setStage);

let scene: Scene | null = null;

afterEach(async () => {
  await scene?.close();
  scene = null;
});

async function open(options?: SceneOptions): Promise<Scene> {
  scene = await openScene(options);
  return scene;
}

const card: Card = { fallback: 'For you', parts: [{ kind: 'text', text: literal('For you') }] };
const rooted: Post = { kind: 'card', card, evidence: 'e' };

function wordsOf(text: string): Post {
  const as = { name: 'Maria', pictureUrl: null, side: 'contact' as const };
  return { kind: 'words', as, text: literal(text), files: [], evidence: 'e' };
}

async function startThread({ desk, team }: Scene): Promise<string> {
  return (await desk.post({ team, place, threadRef: null }, rooted)).ref;
}

describe('the Teams desk', () => {
  it('shows a customer under their own name, marked as a customer', async () => {
    const current = await open();
    const threadRef = await startThread(current);
    const { ref } = await current.desk.post({ team: current.team, place, threadRef }, wordsOf('<b>hi</b>'));
    const post = current.standIn.world.post(place, ref.split('/')[1] ?? '');
    expect(post && show(post).text).toBe('Maria · customer\n<b>hi</b>\n'.trimEnd());
  });

  it('hears only what is said to it where the team does not let it read along, and says so on the line', async () => {
    const { standIn, heard, ...rest } = await open({ reads: false });
    const root = await startThread({ standIn, heard, ...rest });
    settled(await standIn.gestures.post({ user: kim, channel: place, root, text: 'unheard' }));
    settled(
      await standIn.gestures.post({ user: kim, channel: place, root, text: 'Hello Maria', mention: true }),
    );
    await standIn.whenIdle();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      type: 'line',
      raw: 'Hello Maria',
      addressed: true,
      mustMention: '@Baton',
    });
  });

  it('whispers so that nobody else sees it, and in the personal chat where that cannot be', async () => {
    const current = await open();
    const { desk, standIn, team } = current;
    const threadRef = await startThread(current);
    await desk.whisper?.({ team, place, threadRef, user: kim }, card);
    expect(standIn.world.targetedOf(kim)).toHaveLength(1);
    expect(standIn.world.posts(place)).toHaveLength(1);
    standIn.faults.add({ kind: 'error_before', method: 'POST', path: '/activities', status: 400, times: 1 });
    await desk.whisper?.({ team, place, threadRef, user: kim }, card);
    expect(standIn.world.targetedOf(kim)).toHaveLength(1);
    expect(standIn.world.posts(place)).toHaveLength(1);
    expect(standIn.world.personalOf(kim).map((post) => show(post).text.trim())).toEqual(['For you']);
  });

  it('answers a typed line so that only its author sees it', async () => {
    const current = await open();
    const root = await startThread(current);
    current.onHear = async (gesture) => {
      if (gesture.type === 'line') await (gesture as DeskLine).mouth.whisper(card);
    };
    settled(await current.standIn.gestures.post({ user: kim, channel: place, root, text: '!help' }));
    await current.standIn.whenIdle();
    expect(current.standIn.world.targetedOf(kim).map((post) => show(post).text.trim())).toEqual(['For you']);
  });

  it('draws a home once its person has spoken to it, and redraws it in place', async () => {
    const { desk, standIn, team, heard } = await open({ limits: { redrawMs: 0 } });
    await desk.home?.({ team, user: kim }, card);
    expect(standIn.world.personalOf(kim)).toEqual([]);
    settled(await standIn.gestures.say({ user: kim, text: 'home' }));
    await standIn.whenIdle();
    expect(heard).toContainEqual({ type: 'home-opened', desk: 'teams', team, user: kim });
    await desk.home?.({ team, user: kim }, card);
    await desk.home?.({ team, user: kim }, { ...card, parts: [{ kind: 'text', text: literal('Redrawn') }] });
    const ours = standIn.world.personalOf(kim).filter((post) => post.author === null);
    expect(ours.map((post) => show(post).text.trim())).toEqual(['Redrawn']);
  });

  it('examines itself: what is well, and what keeps it from a place', async () => {
    const { desk, standIn, team } = await open();
    const [installed] = standIn.world.teams.values();
    const look = async () =>
      Object.fromEntries(
        ((await desk.examine?.({ team, places: [place] })) ?? []).map(({ what, level }) => [what, level]),
      );
    settled(await standIn.gestures.post({ user: kim, channel: place, text: 'hello' }));
    await standIn.whenIdle();
    expect(await look()).toMatchObject({
      token: 'good',
      connector: 'good',
      [`place ${place}`]: 'good',
      [`reads along ${place}`]: 'good',
    });
    if (installed) standIn.world.setAppInTeam(installed, false);
    expect(await look()).toMatchObject({ token: 'good', [`place ${place}`]: 'bad' });
  });
});

it('stays below the limits of Teams: whoever waits as told is never refused, and order is kept (B14)', async () => {
  const current = await open();
  const threadRef = await startThread(current);
  current.standIn.settings.pacing = 'plain';
  const words = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
  for (const text of words) {
    const post = () => current.desk.post({ team: current.team, place, threadRef }, wordsOf(text));
    const wait = await post().then(
      () => null,
      (error: unknown) => (error instanceof Failure ? error.retryAfterMs : Promise.reject(error)),
    );
    if (wait === null) continue;
    await new Promise((resolve) => setTimeout(resolve, wait));
    await post();
  }
  const shown = current.standIn.world.posts(place, threadRef).map((post) => show(post).text);
  expect(shown.map((text) => text.split('\n')[1])).toEqual(words);
  expect(current.standIn.log.read().filter(({ status }) => status === 429)).toEqual([]);
});
