// Files of agents through the real desk, the real SDK and the stand-in: pasted, fetched through Graph, or uploaded by the link.

import { afterEach, describe, expect, it } from 'vitest';
import { cardsOf } from '../../../playground/teams/index.js';
import type { DeskLine } from '../../../src/bridge/desk.js';
import type { DeskFile } from '../../../src/bridge/invocation.js';
import { kim, openScene, place, type Scene } from './scene.js';
import { settled } from './stage.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const offer = { name: 'offer.pdf', bytes: Buffer.from('%PDF the offer') };

let scene: Scene;
afterEach(() => scene.close());

function lines(): DeskLine[] {
  return scene.heard.filter((gesture): gesture is DeskLine => gesture.type === 'line');
}

/** A thread with this posted below its root, and its files wanted by the house as those of a known conversation are. */
async function postWith(what: object): Promise<readonly (string | Buffer)[]> {
  const taken: (string | Buffer)[] = [];
  scene.onHear = async (gesture) => {
    if (gesture.type !== 'line' || gesture.threadRef === null) return;
    for (const file of gesture.files) taken.push(await take(file));
  };
  const { gestures } = scene.standIn;
  const { id: root } = settled(await gestures.post({ user: kim, channel: place, text: 'root' }));
  settled(await gestures.post({ user: kim, channel: place, root, text: 'see this', ...what }));
  await scene.standIn.whenIdle();
  return taken;
}

/** The bytes, or why there are none. */
function take(file: DeskFile): Promise<string | Buffer> {
  return file.fetch().catch((error: Error) => error.message);
}

function linkTold(): string {
  const shown = scene.standIn.world.targetedOf(kim).flatMap((post) => cardsOf(post, kim));
  const link = /https?:[^"]*\/teams\/upload\/[^"]*/.exec(JSON.stringify(shown))?.[0];
  if (link === undefined) throw new Error('Kim was given no link');
  return link;
}

describe('files of agents on Teams (A19)', () => {
  it('come along when they are pasted pictures', async () => {
    scene = await openScene();
    expect(await postWith({ images: [png] })).toEqual([png]);
    expect(scene.standIn.world.targetedOf(kim)).toEqual([]);
  });

  it('come by a link given to their author alone, and are a line of theirs', async () => {
    scene = await openScene();
    const [why] = await postWith({ files: [offer] });
    expect(why).toContain('Teams gives apps no files of channels');
    const [line] = lines().filter(({ threadRef }) => threadRef !== null);
    const form = new FormData();
    form.append('files', new File([new Uint8Array(offer.bytes)], offer.name));
    form.append('for', 'customer');
    const answer = await fetch(linkTold(), { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    const uploaded = lines().at(-1);
    expect(uploaded).toMatchObject({ user: kim, place, threadRef: line?.threadRef, raw: '' });
    expect(await uploaded?.files[0]?.fetch()).toEqual(offer.bytes);
  });

  it('come through Graph where the tenant consented', async () => {
    scene = await openScene({ graph: true });
    scene.standIn.settings.graph = true;
    expect(await postWith({ files: [offer], images: [png] })).toEqual([png, offer.bytes]);
    expect(scene.standIn.world.targetedOf(kim)).toEqual([]);
  });

  it('are asked for by the link where that consent is missing', async () => {
    scene = await openScene({ graph: true });
    await postWith({ files: [offer] });
    expect(linkTold()).toContain(scene.url);
    expect(scene.logged).toContainEqual(expect.objectContaining({ fields: { code: 'graph_403' } }));
  });
});
