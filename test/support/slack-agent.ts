// An agent at Slack: types, clicks buttons by their labels, runs commands and submits dialogs, through the stand-in's gestures.

import type { SlackStandIn } from '../../playground/slack/index.js';
import type { InputValues } from '../../playground/slack/protocol.js';
import type { Json, Message } from '../../playground/slack/records.js';
import { type DeskAgent, supportPlace } from './desk-hands.js';
import { eventually } from './eventually.js';

/** Every control with a label in a message or view. */
export function listButtons(blocks: readonly Json[]): { readonly block: Json; readonly element: Json }[] {
  return blocks.flatMap((block) =>
    (block.type === 'actions' ? (block.elements as Json[]) : []).map((element) => ({ block, element })),
  );
}

/** All the words of blocks, in order: what is read of a card. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : wordsOf(inner),
  );
}

/** A post as its reader reads it: its words, and below them those of its card that it does not say already. */
function readPost({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  const card = wordsOf(blocks).join('');
  return card.includes(text) ? card : [text, card].filter(Boolean).join('\n');
}

const labelOf = (element: Json) => String((element.text as Json | undefined)?.text ?? '');

/** The labels of a post's buttons. */
export function readLabels(post: Pick<Message, 'blocks'>): string[] {
  return listButtons(post.blocks).map(({ element }) => labelOf(element));
}

function must<T extends { readonly ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error(`the gesture was refused: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { ok: true }>;
}

/** What a field of a dialog holds once it is filled in. */
function fill(element: Json, given: string | readonly string[]): InputValues[string][string] {
  if (element.type === 'file_input') return { files: [...given] };
  if (element.type === 'users_select') return { selected_user: String(given) };
  if (element.type !== 'static_select') return { value: String(given) };
  return {
    selected_option: { text: { type: 'plain_text', text: String(given) }, value: String(given) },
  };
}

/** Puts a person of the workspace at the desk. */
export function createSlackAgent(slack: SlackStandIn, user: string, channel = supportPlace): DeskAgent {
  const { gestures, world, views } = slack;
  const whispered = () => [
    ...world.whispersOf(user, channel),
    ...world.whispersOf(user, `D${user.slice(1)}`),
    // What is written to them directly is for their eyes alone, too.
    ...[...(world.channels.get(`D${user.slice(1)}`)?.history.values() ?? [])].filter(
      (one) => one.userId !== user,
    ),
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
    async clicks(post, label) {
      const message = world.message(post.place, post.ref);
      if (!message) throw new Error('the post is gone');
      await press(message, label);
    },
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
        filled[String(block.block_id)] = { value: fill(block.element as Json, given) };
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
    whispers: () => whispered().map(readPost),
    isTold: (words) =>
      eventually(
        () => `${user} is told “${words}”, not only ${JSON.stringify(whispered().map(readPost))}`,
        () =>
          whispered()
            .map(readPost)
            .find((text) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      ),
  };
}
