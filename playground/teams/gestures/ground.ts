// What every gesture stands on, how people, chats and posts are found, and how a gesture is refused.
import { isRecord } from '../../wire/http.js';
import type { Shapes, Where } from '../activity-shapes.js';
import type { Dialogs } from '../dialogs.js';
import type { Events } from '../events.js';
import type { Reply } from '../link.js';
import type { Settings } from '../options.js';
import type { Chat, Json, Person, Post } from '../records.js';
import type { World } from '../world.js';

export interface Ground {
  readonly settings: Settings;
  readonly world: World;
  readonly shapes: Shapes;
  readonly events: Events;
  readonly dialogs: Dialogs;
}

/** A gesture that was not done: a code, and a sentence for its user. */
export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly text: string;
}

export interface Done {
  readonly ok: true;
  /** A sentence of the app for this person only. */
  readonly toast?: string;
}

/** Why a gesture wasn't done, in a sentence for the user. */
export class GestureRefusal extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** Makes a gesture answer its refusals instead of throwing them. */
export const answering =
  <Gesture, Answer>(carryOut: (gesture: Gesture) => Promise<Answer> | Answer) =>
  async (gesture: Gesture): Promise<Answer | Refusal> => {
    try {
      return await carryOut(gesture);
    } catch (error) {
      if (error instanceof GestureRefusal) return { ok: false, error: error.code, text: error.message };
      throw error;
    }
  };

export const needPerson = ({ world }: Ground, id: string): Person => {
  const person = world.people.get(id);
  if (!person) throw new GestureRefusal('user_not_found', 'There is no such person here.');
  return person;
};

/** A chat the person is in: a channel's id, or `personal` (or its id) for their own with the app. */
export const needChat = ({ world }: Ground, id: string, person: Person): Chat => {
  if (id === 'personal' || id === person.personalChat) return world.openPersonal(person);
  const chat = world.chats.get(id);
  if (!chat) throw new GestureRefusal('chat_not_found', 'There is no such chat.');
  const isThere = chat.kind === 'channel' && chat.team.members.has(person.id);
  if (!isThere) throw new GestureRefusal('not_a_member', 'You are not in that team.');
  return chat;
};

/** A post the person can see. */
export const needPost = ({ world }: Ground, chat: Chat, id: string, person: Person): Post => {
  const post = world.post(chat.id, id);
  const isHidden = post?.onlyFor !== null && post?.onlyFor !== person.id;
  if (!post || post.isDeleted || isHidden)
    throw new GestureRefusal('post_not_found', 'That message is gone.');
  return post;
};

/** The thread that a post is in. */
export const whereOf = (chat: Chat, post: Post): Where => ({
  chat,
  root: chat.kind === 'personal' ? null : (post.root ?? post.id),
});

/** Does what happens in this chat reach the app at all? */
export const isInstalled = (chat: Chat): boolean =>
  chat.kind === 'personal' ? chat.person.hasApp : chat.team.hasApp;

/** Is the app told of this post? In a channel only of what mentions it, unless the team lets it read along. */
export const isHeard = (chat: Chat, post: Post): boolean =>
  isInstalled(chat) && (chat.kind === 'personal' || chat.team.reads || post.mentionsApp);

/** Asks the app, and refuses the gesture when it does not answer as it must. */
export const ask = async ({ events }: Ground, invoke: Json): Promise<Reply> => {
  const reply = await events.ask(invoke);
  if (reply.failure === null) return reply;
  const text =
    reply.failure === 'http_error' && reply.status < 500
      ? 'Something went wrong. Please try again.'
      : 'Unable to reach app. Please try again.';
  throw new GestureRefusal(reply.failure === 'http_error' ? `http_${reply.status}` : reply.failure, text);
};

export const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});
