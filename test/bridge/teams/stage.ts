// The contract's stage for Teams: people, threads and personal chats of the stand-in.

import { callsSomebody, type Post, readText } from '../../../playground/teams/index.js';
import { memoryKeys, type StatusMemory } from '../../../src/bridge/teams/memories.js';
import { makeRef, readRef } from '../../../src/bridge/teams/refs.js';
import type { DeskStage, Mishap, ShownPost } from '../../contract/desk.js';
import { kim, openScene, place, type Scene, type SceneOptions } from './scene.js';

/** Sets the stage in a fresh tenant, whose team has spoken to us once. */
export async function setStage(options?: SceneOptions): Promise<DeskStage> {
  const scene = await openScene(options);
  const { standIn, heard, team } = scene;
  const { gestures, world } = standIn;
  settled(await gestures.post({ user: kim, channel: place, text: 'hello', mention: true }));
  await standIn.whenIdle();
  heard.length = 0;
  const settle = async (answer: { readonly ok: boolean }): Promise<void> => {
    settled(answer);
    await standIn.whenIdle();
  };
  const idOf = (ref: string): string => readRef(ref).activityId;
  return {
    desk: scene.desk,
    team,
    place,
    user: kim,
    heard,
    get onHear() {
      return scene.onHear;
    },
    set onHear(hear) {
      scene.onHear = hear;
    },
    posts: async () =>
      world
        .posts(place)
        .filter((post) => post.author === null)
        .map(show),
    whispers: async (who) => [
      ...world.targetedOf(who).map(show),
      ...world.toastsOf(who).map((text) => ({ ...unseen, text })),
    ],
    directs: async (who) =>
      world
        .personalOf(who)
        .filter((post) => post.author === null)
        .map(show),
    async say({ threadRef, text }) {
      const root = threadRef === null ? {} : { root: threadRef };
      const { id } = settled(await gestures.post({ user: kim, channel: place, text, ...root }));
      await standIn.whenIdle();
      return makeRef(threadRef, id);
    },
    edit: async (ref, text) =>
      settle(await gestures.edit({ user: kim, channel: place, id: idOf(ref), text })),
    remove: async (ref) => settle(await gestures.remove({ user: kim, channel: place, id: idOf(ref) })),
    press: async (ref, label) =>
      settle(await gestures.press({ user: kim, channel: place, id: idOf(ref), action: label })),
    react: async (ref, remove) =>
      settle(await gestures.react({ user: kim, channel: place, id: idOf(ref), emoji: 'like', off: remove })),
    marks: async (ref) => readMarks(scene, ref),
    befall: (mishap) => befall(scene, mishap),
    close: scene.close,
  };
}

const unseen = { ref: '', author: null, threadRef: null, hasLiveMention: false };

/** The answer of a gesture that must not be refused. */
export function settled<T extends { readonly ok: boolean }>(answer: T): Extract<T, { readonly ok: true }> {
  if (!answer.ok) throw new Error(`The stand-in refused: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { readonly ok: true }>;
}

/** The sign of this line in its thread's status line, as the platform shows it. */
async function readMarks({ standIn, memory }: Scene, ref: string): Promise<string[]> {
  const key = memoryKeys.lines(place, readRef(ref).root);
  const { runs } = (await memory.read<StatusMemory>(key)) ?? { runs: [] };
  const run = runs.find(({ lines }) => lines.some((line) => line.ref === ref));
  const shown = run && standIn.world.post(place, readRef(run.ref).activityId);
  return shown ? [...show(shown).text.matchAll(/⏳|✅|👀|⚠️/gu)].map(([sign]) => sign) : [];
}

function befall({ standIn }: Scene, mishap: Mishap): void {
  const call = { method: 'POST', path: '/activities', times: 1 };
  if (mishap === 'busy') standIn.faults.add({ kind: 'rate_limited', ...call, retryAfterSeconds: 2 });
  if (mishap === 'unavailable') standIn.faults.add({ kind: 'error_before', ...call, status: 503 });
  if (mishap === 'answer-lost') standIn.faults.add({ kind: 'drop_after', ...call });
  if (mishap === 'revoked') standIn.faults.add({ kind: 'error_before', method: 'POST', status: 401 });
}

/** What can be read in a post. */
export function show(post: Post): ShownPost {
  return {
    ref: makeRef(post.root, post.id),
    text: readText(post),
    author: null,
    threadRef: post.root,
    hasLiveMention: callsSomebody(post) || (post.format === 'xml' && /<a\b/i.test(post.text)),
  };
}
