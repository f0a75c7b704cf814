// The tour's agents: people at the simulated desk, through the same HTTP API as the playground's page.

import {
  type Done,
  type MessagesAnswer,
  PAGE_API_PATH,
  type PageMessage,
  type PageView,
  type PostAnswer,
  type StateAnswer,
  type ThreadAnswer,
  type ViewSubmitAnswer,
} from '../slack/protocol.js';
import { call } from './door.js';
import { shorten, TourTrouble } from './trouble.js';

export interface Agent {
  readonly name: string;
  /** Writes a line in a thread; resolves with its `ts`. */
  write(threadTs: string, text: string): Promise<string>;
  /** Runs `/livechat <words>` in the channel. */
  command(words: string): Promise<void>;
  /** Presses a button by its label. Answers false when the message was redrawn meanwhile: read it again, then. */
  press(message: PageMessage, label: string): Promise<boolean>;
  /** The channel's posts as this agent sees them, oldest first. */
  channel(): Promise<readonly PageMessage[]>;
  /** A thread as this agent sees it, its card first. */
  thread(threadTs: string): Promise<readonly PageMessage[]>;
  /** The dialog on top, if one is open. */
  dialog(): Promise<PageView | null>;
  /** Chooses one option of a dialog's menu and submits. */
  submit(dialog: PageView, field: string, choice: string): Promise<void>;
}

export interface Seat {
  readonly baseUrl: string;
  readonly channelId: string;
  readonly userId: string;
  readonly name: string;
  readonly signal: AbortSignal;
}

/** Sits down at the desk as one of its people. */
export function createAgent({ baseUrl, channelId, userId, name, signal }: Seat): Agent {
  const desk = `${baseUrl}${PAGE_API_PATH}`;
  const user = { user: userId };
  const get = <Answer>(path: string, query: Record<string, string>) =>
    call<Answer>({ url: `${desk}${path}?${new URLSearchParams({ ...user, ...query })}`, signal });
  const post = <Answer>(path: string, body: object) =>
    call<Answer>({ url: `${desk}${path}`, body: { ...user, ...body }, signal });
  return {
    name,
    async write(threadTs, text) {
      return (await post<PostAnswer>('/post', { channel: channelId, threadTs, text })).ts;
    },
    async command(words) {
      await post<Done>('/command', { channel: channelId, command: '/livechat', text: words });
    },
    async press(message, label) {
      const button = needButton(message, label);
      const spot = message.isEphemeral ? { ephemeralTs: message.ts } : { ts: message.ts };
      try {
        await post<Done>('/action', { channel: channelId, ...spot, ...button });
        return true;
      } catch (error) {
        if (error instanceof TourTrouble && error.came.includes('element_not_found')) return false;
        throw error;
      }
    },
    channel: async () => (await get<MessagesAnswer>('/messages', { channel: channelId })).messages,
    thread: async (threadTs) =>
      (await get<ThreadAnswer>('/thread', { channel: channelId, ts: threadTs })).messages,
    dialog: async () => (await get<StateAnswer>('/state', {})).modals.at(-1) ?? null,
    async submit(dialog, field, choice) {
      const values = { [field]: chooseOption(dialog, field, choice) };
      const answer = await post<ViewSubmitAnswer>('/view-submit', { viewId: dialog.id, values });
      if (answer.outcome !== 'closed')
        throw new TourTrouble(
          'the dialog closes',
          JSON.stringify('errors' in answer ? answer.errors : answer.outcome),
        );
    },
  };
}

interface Control {
  readonly type: string;
  readonly action_id: string;
  readonly text?: { readonly text: string };
  readonly options?: readonly {
    readonly text: { readonly type: string; readonly text: string };
    readonly value: string;
  }[];
}

/** The labels of a message's buttons. */
export function listButtons(message: PageMessage): string[] {
  return buttonsOf(message).map(({ control }) => control.text?.text ?? '');
}

function buttonsOf(message: PageMessage): { readonly blockId: string; readonly control: Control }[] {
  return message.blocks
    .filter((block) => block.type === 'actions')
    .flatMap((block) =>
      (block.elements as readonly Control[])
        .filter((control) => control.type === 'button')
        .map((control) => ({ blockId: block.block_id ?? '', control })),
    );
}

function needButton(
  message: PageMessage,
  label: string,
): { readonly blockId: string; readonly actionId: string } {
  const button = buttonsOf(message).find(({ control }) => control.text?.text === label);
  if (!button) throw new TourTrouble(`a button “${label}”`, listButtons(message).join(' · ') || 'no button');
  return { blockId: button.blockId, actionId: button.control.action_id };
}

function chooseOption(dialog: PageView, field: string, choice: string): Record<string, unknown> {
  const element = dialog.blocks.find((block) => block.block_id === field)?.element as Control | undefined;
  const option = element?.options?.find((one) => one.text.text === choice);
  if (!element || !option) {
    const there = element?.options?.map((one) => one.text.text).join(' · ');
    throw new TourTrouble(`“${choice}” among the dialog’s choices`, there ?? `no field “${field}”`);
  }
  return { [element.action_id]: { type: element.type, selected_option: option } };
}

/** One line per post, as an agent reads it. */
export function tellPosts(posts: readonly PageMessage[]): string[] {
  return posts.map((post) => `${post.author.name}: ${shorten(post.text)}`);
}
