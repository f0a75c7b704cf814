// An agent at Slack: types, clicks buttons by their labels, runs commands and submits dialogs, through the stand-in's gestures.

import type { SlackStandIn } from '../../playground/slack/index.js';
import type { InputValues } from '../../playground/slack/protocol.js';
import type { Json, Message } from '../../playground/slack/records.js';
import { eventually } from './eventually.js';

export const supportPlace = 'C0SUPPORT';

export interface DeskAgent {
  readonly user: string;
  /** Types into a thread (or the channel, without one); resolves with the post's ts. */
  types(threadTs: string | null, text: string, more?: TypedMore): Promise<string>;
  /** Presses the button with this label on a post; throws when there is none. */
  clicks(post: Message, label: string): Promise<void>;
  /** Presses a button on the newest whisper that has one with this label. */
  clicksWhisper(label: string): Promise<void>;
  /** `/livechat text`. */
  commands(text: string): Promise<void>;
  /** Submits the dialog that is open; values by field. */
  submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  uploads(name: string, bytes: Buffer, mimetype?: string): Promise<string>;
  edits(ts: string, text: string): Promise<void>;
  deletes(ts: string): Promise<void>;
  /** What only this agent sees, oldest first, as text. */
  whispers(): string[];
  /** Waits until a whisper holds these words. */
  isTold(words: string | RegExp): Promise<string>;
}

interface TypedMore {
  readonly files?: readonly string[];
  readonly broadcast?: boolean;
}

/** Every control with a label in a message or view. */
export function listButtons(blocks: readonly Json[]): { readonly block: Json; readonly element: Json }[] {
  return blocks.flatMap((block) =>
    (block.type === 'actions' ? (block.elements as Json[]) : []).map((element) => ({ block, element })),
  );
}

const labelOf = (element: Json) => String((element.text as Json | undefined)?.text ?? '');

/** The labels of a post's buttons. */
export function readLabels(post: Message): string[] {
  return listButtons(post.blocks).map(({ element }) => labelOf(element));
}

function must<T extends { readonly ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error(`the gesture was refused: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { ok: true }>;
}

/** Puts a person of the workspace at the desk. */
export function createDeskAgent(slack: SlackStandIn, user: string, channel = supportPlace): DeskAgent {
  const { gestures, world, views } = slack;
  const whispered = () => [
    ...world.whispersOf(user, channel),
    ...world.whispersOf(user, `D${user.slice(1)}`),
  ];
  const press = async (post: Message, label: string) => {
    const found = listButtons(post.blocks).find(({ element }) => labelOf(element) === label);
    if (!found) throw new Error(`no button “${label}”, only ${readLabels(post).join(', ')}`);
    const at = post.ephemeralFor === null ? { ts: post.ts } : { ephemeralTs: post.ts };
    const blockId = String(found.block.block_id);
    const actionId = String(found.element.action_id);
    must(await gestures.click({ user, channel: post.channel, ...at, blockId, actionId }));
  };
  return {
    user,
    async types(threadTs, text, more = {}) {
      const answer = await gestures.post({
        user,
        channel,
        text,
        ...(threadTs === null ? {} : { threadTs }),
        ...(more.files ? { fileIds: more.files } : {}),
        ...(more.broadcast ? { broadcast: true } : {}),
      });
      return must(answer).ts;
    },
    clicks: press,
    async clicksWhisper(label) {
      const whisper = await eventually(`${user} is shown a button “${label}”`, () =>
        whispered().findLast((one) => readLabels(one).includes(label)),
      );
      await press(whisper, label);
    },
    async commands(text) {
      must(await gestures.command({ user, channel, command: '/livechat', text }));
    },
    async submits(values) {
      const view = await eventually(`${user} has a dialog open`, () => views.stackOf(user).at(-1));
      const filled: Record<string, InputValues[string]> = {};
      for (const block of view.body.blocks as Json[]) {
        const given = values[String(block.block_id)];
        if (given === undefined) continue;
        const { type } = block.element as Json;
        const value =
          type === 'file_input'
            ? { files: [...given] }
            : type === 'static_select'
              ? {
                  selected_option: {
                    text: { type: 'plain_text', text: String(given) },
                    value: String(given),
                  },
                }
              : { value: String(given) };
        filled[String(block.block_id)] = { value };
      }
      const answer = must(await gestures.submitView({ user, viewId: view.id, values: filled }));
      if (answer.outcome === 'errors')
        throw new Error(`the dialog refused: ${JSON.stringify(answer.errors)}`);
    },
    async uploads(name, bytes, mimetype) {
      const answer = await gestures.upload({ user, name, bytes, ...(mimetype ? { mimetype } : {}) });
      return must(answer).file.id;
    },
    async edits(ts, text) {
      must(await gestures.edit({ user, channel, ts, text }));
    },
    async deletes(ts) {
      must(await gestures.delete({ user, channel, ts }));
    },
    whispers: () => whispered().map((one) => one.text),
    isTold: (words) =>
      eventually(
        () => `${user} is told “${words}”, not only ${JSON.stringify(whispered().map((one) => one.text))}`,
        () =>
          whispered()
            .map((one) => one.text)
            .find((text) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      ),
  };
}
