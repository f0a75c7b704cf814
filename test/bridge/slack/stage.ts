// The contract's stage for Slack: people and posts of the stand-in.

import type { Json, Message } from '../../../playground/slack/records.js';
import type { DeskStage, Mishap, ShownPost } from '../../contract/desk.js';
import { openScene, place, type Scene, team } from './scene.js';

const user = 'U0KIM';

/** Sets the stage on a fresh workspace. */
export async function setStage(): Promise<DeskStage> {
  const scene = await openScene();
  const { standIn } = scene;
  const settle = async (answer: { readonly ok: boolean }): Promise<void> => {
    if (!answer.ok) throw new Error(`The stand-in refused: ${JSON.stringify(answer)}`);
    await standIn.whenIdle();
  };
  return {
    desk: scene.desk,
    team,
    place,
    user,
    heard: scene.heard,
    get onHear() {
      return scene.onHear;
    },
    set onHear(hear) {
      scene.onHear = hear;
    },
    posts: async () => postsOf(scene, place),
    whispers: async (who) => standIn.world.whispersOf(who, place).map(show),
    directs: async (who) => postsOf(scene, `D${who.slice(1)}`),
    async say({ threadRef, text }) {
      const answer = await standIn.gestures.post({
        user,
        channel: place,
        text,
        ...(threadRef ? { threadTs: threadRef } : {}),
      });
      await settle(answer);
      return answer.ok ? answer.ts : '';
    },
    edit: async (ts, text) => settle(await standIn.gestures.edit({ user, channel: place, ts, text })),
    async remove(ts) {
      const message = standIn.world.message(place, ts);
      if (message?.botId) await removeOurs(scene, ts);
      else await settle(await standIn.gestures.delete({ user, channel: place, ts }));
    },
    press: async (ref, label) => settle(await pressButton(scene, ref, label)),
    react: async (ts, remove) =>
      settle(await standIn.gestures.react({ user, channel: place, ts, name: 'thumbsup', remove })),
    marks: async (ref) => [...(standIn.world.message(place, ref)?.reactions?.keys() ?? [])],
    befall: (mishap) => befall(scene, mishap),
    close: scene.close,
  };
}

/** A workspace admin may delete our posts; the stand-in's people may not, so the platform does it. */
async function removeOurs(scene: Scene, ts: string): Promise<void> {
  await callApi(scene, 'chat.delete', { channel: place, ts });
  await scene.standIn.whenIdle();
}

/** Calls the stand-in's Web API as the app. */
export async function callApi(scene: Scene, method: string, args: object): Promise<Json> {
  const answer = await fetch(new URL(method, scene.standIn.apiUrl()), {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-playground', 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  return (await answer.json()) as Json;
}

function befall({ standIn }: Scene, mishap: Mishap): void {
  const method = 'chat.postMessage';
  if (mishap === 'busy') standIn.faults.add({ kind: 'rate_limited', method, times: 1, retryAfterSeconds: 2 });
  if (mishap === 'unavailable') standIn.faults.add({ kind: 'error_before', method, times: 1, status: 503 });
  if (mishap === 'answer-lost') standIn.faults.add({ kind: 'drop_after', method, times: 1 });
  if (mishap === 'revoked') standIn.faults.add({ kind: 'token_revoked' });
}

function postsOf({ standIn }: Scene, channel: string): ShownPost[] {
  return [...(standIn.world.channels.get(channel)?.messages.values() ?? [])]
    .filter((message) => message.botId !== null)
    .map(show);
}

function show(message: Message): ShownPost {
  const drawn = message.blocks.length > 0 ? message.blocks : [{ text: message.text }];
  return {
    ref: message.ts,
    text: drawn.map(readText).join('\n'),
    author: message.username,
    threadRef: message.threadTs,
    hasLiveMention:
      /"type":"(?:user|usergroup|broadcast|channel)"|<[!@#]|<https?:/.test(
        JSON.stringify([drawn.filter((block) => !isRich(block)), message.text]),
      ) || hasLiveElement(drawn),
  };
}

function isRich(block: Json): boolean {
  return block.type === 'rich_text';
}

/** In rich text only these elements are live; text elements are literal whatever they hold. */
function hasLiveElement(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLiveElement);
  if (typeof value !== 'object' || value === null) return false;
  const { type, url, text } = value as Json;
  if (['user', 'usergroup', 'broadcast', 'channel'].includes(String(type))) return true;
  if (type === 'link' && text !== undefined && text !== url) return true;
  return Object.values(value).some(hasLiveElement);
}

/** All text of a block, in order. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readText).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { text, elements, fields, label } = value as Json;
  return [text, elements, fields, label].map(readText).join('');
}

export interface Pressed {
  readonly user?: string;
  readonly ephemeral?: boolean;
}

/** Presses the button with this label on a message, or on a whisper of the person. */
export async function pressButton(
  { standIn }: Scene,
  ref: string,
  label: string,
  { user: who = user, ephemeral = false }: Pressed = {},
): Promise<{ readonly ok: boolean }> {
  const message = ephemeral ? standIn.world.whispered(place, ref) : standIn.world.message(place, ref);
  for (const block of message?.blocks ?? []) {
    for (const element of (block.elements as Json[] | undefined) ?? []) {
      if (readText(element.text) !== label) continue;
      const at = ephemeral ? { ephemeralTs: ref } : { ts: ref };
      return standIn.gestures.click({
        user: who,
        channel: place,
        ...at,
        blockId: String(block.block_id),
        actionId: String(element.action_id),
      });
    }
  }
  throw new Error(`There is no button “${label}”.`);
}
