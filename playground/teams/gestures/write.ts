// What people do to messages: post, say to the app alone, edit, delete, bring back, react.
import { randomUUID } from 'node:crypto';
import type { Chat, Person, Post, PostFile } from '../records.js';
import { type Typed, type Written, writeTyped } from '../typed-text.js';
import {
  type Done,
  GestureRefusal,
  type Ground,
  isHeard,
  isInstalled,
  needChat,
  needPerson,
  needPost,
  whereOf,
} from './ground.js';
import { meet } from './meet.js';

export interface PostGesture {
  readonly user: string;
  /** A channel's id, or `personal`. */
  readonly channel: string;
  readonly root?: string;
  readonly text: string;
  /** Mentions the app: where it says `@Baton`, else at its beginning. */
  readonly mention?: boolean;
  /** People mentioned as `@Name`. */
  readonly mentions?: readonly string[];
  /** Files, by name or with their bytes. */
  readonly files?: readonly (string | { readonly name: string; readonly bytes: Buffer })[];
  /** Pasted pictures. */
  readonly images?: readonly Buffer[];
  /** The html of its words, for formatted lines. */
  readonly html?: string;
}

export interface PostDone extends Done {
  readonly id: string;
  /** The HTTP status of the app's first answer; null when it was not told. */
  readonly status: number | null;
}

/** A person's line in a channel, a thread or their chat with the app. Resolves once the app has answered. */
export const postLine =
  (ground: Ground) =>
  async (gesture: PostGesture): Promise<PostDone> => {
    const { world, shapes, events } = ground;
    const person = needPerson(ground, gesture.user);
    const chat = needChat(ground, gesture.channel, person);
    mustHaveWords(gesture);
    if (gesture.root !== undefined) needPost(ground, chat, gesture.root, person);
    if (chat.kind === 'personal') await meet(ground, person);
    const typed = readTyped(ground, gesture);
    const { post, written } = addLine(ground, chat, person, { gesture, typed });
    if (!isHeard(chat, post)) return { ok: true, id: post.id, status: null };
    const { status } = await events.tell(shapes.message(post, person, whereOf(chat, post), written));
    return { ok: true, id: world.post(chat.id, post.id)?.id ?? post.id, status };
  };

/** Words to the app in the personal chat; the first ones open it. */
export const say =
  (ground: Ground) =>
  (gesture: { readonly user: string; readonly text: string }): Promise<PostDone> =>
    postLine(ground)({ ...gesture, channel: 'personal' });

const mustHaveWords = ({ text, files = [], images = [] }: PostGesture): void => {
  if (text.trim() === '' && files.length === 0 && images.length === 0)
    throw new GestureRefusal('no_text', 'Write something first.');
};

const readTyped = (ground: Ground, gesture: PostGesture): Typed => ({
  text: gesture.text,
  ...(gesture.mention === undefined ? {} : { mention: gesture.mention }),
  ...(gesture.html === undefined ? {} : { html: gesture.html }),
  people: (gesture.mentions ?? []).map((id) => needPerson(ground, id)),
});

const addLine = (
  { settings, world, shapes }: Ground,
  chat: Chat,
  person: Person,
  { gesture, typed }: { readonly gesture: PostGesture; readonly typed: Typed },
): { readonly post: Post; readonly written: Written } => {
  const files = (gesture.files ?? []).map(readFile);
  const images = (gesture.images ?? []).map(readImage);
  const written = writeTyped(settings, {
    ...typed,
    fileIds: files.map(({ id }) => id),
    imageUrls: images.map(({ id }) => shapes.imageUrl(id)),
  });
  const post = world.addPost({
    chat: chat.id,
    author: person.id,
    root: chat.kind === 'channel' ? (gesture.root ?? null) : null,
    text: written.html,
    format: 'html',
    typed: gesture.text,
    mentionsApp: typed.mention === true,
    mentions: (typed.people ?? []).map(({ id }) => id),
    files,
    images,
  });
  return { post, written };
};

const readFile = (file: string | { readonly name: string; readonly bytes: Buffer }): PostFile => ({
  id: randomUUID(),
  name: typeof file === 'string' ? file : file.name,
  type: 'application/octet-stream',
  bytes: typeof file === 'string' ? null : file.bytes,
});

const readImage = (bytes: Buffer, index: number): PostFile => ({
  id: `0-${randomUUID()}`,
  name: `image-${index + 1}`,
  type: sniffPicture(bytes),
  bytes,
});

const sniffPicture = (bytes: Buffer): string => {
  if (bytes[0] === 0x89) return 'image/png';
  if (bytes[0] === 0xff) return 'image/jpeg';
  return bytes[0] === 0x47 ? 'image/gif' : 'application/octet-stream';
};

interface OnPost {
  readonly user: string;
  readonly channel: string;
  readonly id: string;
}

/** Their own line with other words. */
export const editLine =
  (ground: Ground) =>
  async ({ user, channel, id, text }: OnPost & { readonly text: string }): Promise<Done> => {
    const { person, chat, post } = needOwn(ground, { user, channel, id });
    const people = post.mentions.map((mentioned) => needPerson(ground, mentioned));
    const written = writeTyped(ground.settings, { text, mention: post.mentionsApp, people });
    ground.world.changePost(post, { text: written.html, typed: text });
    await tellChange(ground, { person, chat, post }, { what: 'editMessage', written });
    return { ok: true };
  };

/** Their own line away, or the root of a thread by anyone who may moderate. */
export const removeLine =
  (ground: Ground) =>
  async ({ user, channel, id }: OnPost): Promise<Done> => {
    const person = needPerson(ground, user);
    const chat = needChat(ground, channel, person);
    const post = needPost(ground, chat, id, person);
    const mayModerate = chat.kind === 'channel' && post.root === null && !person.isGuest;
    if (post.author !== person.id && !mayModerate)
      throw new GestureRefusal('not_yours', 'You can only delete your own messages.');
    ground.world.removePost(post);
    await tellChange(ground, { person, chat, post }, { what: 'softDeleteMessage', written: null });
    return { ok: true };
  };

/** Undoes a deletion. */
export const restoreLine =
  (ground: Ground) =>
  async ({ user, channel, id }: OnPost): Promise<Done> => {
    const person = needPerson(ground, user);
    const chat = needChat(ground, channel, person);
    const post = ground.world.post(chat.id, id);
    if (!post?.isDeleted || post.author !== person.id)
      throw new GestureRefusal('post_not_found', 'There is nothing to bring back.');
    ground.world.restorePost(post);
    const people = post.mentions.map((mentioned) => needPerson(ground, mentioned));
    const written = writeTyped(ground.settings, { text: post.typed, mention: post.mentionsApp, people });
    await tellChange(ground, { person, chat, post }, { what: 'undeleteMessage', written });
    return { ok: true };
  };

/** A reaction on or off; the app hears of those on its own posts. */
export const react =
  (ground: Ground) =>
  async (gesture: OnPost & { readonly emoji: string; readonly off?: boolean }): Promise<Done> => {
    const { world, shapes, events } = ground;
    const person = needPerson(ground, gesture.user);
    const chat = needChat(ground, gesture.channel, person);
    const post = needPost(ground, chat, gesture.id, person);
    const isOn = gesture.off !== true;
    world.setReaction(post, person.id, gesture.emoji, isOn);
    if (post.author === null && isInstalled(chat)) {
      const change = { emoji: gesture.emoji, isOn };
      await events.tell(shapes.reaction(post, person, whereOf(chat, post), change));
    }
    return { ok: true };
  };

interface Touched {
  readonly person: Person;
  readonly chat: Chat;
  readonly post: Post;
}

const needOwn = (ground: Ground, { user, channel, id }: OnPost): Touched => {
  const person = needPerson(ground, user);
  const chat = needChat(ground, channel, person);
  const post = needPost(ground, chat, id, person);
  if (post.author !== person.id)
    throw new GestureRefusal('not_yours', 'You can only change your own messages.');
  return { person, chat, post };
};

/** The app hears of changes to what it could hear, and of its own roots that are gone where it reads along. */
const tellChange = async (
  { shapes, events }: Ground,
  { person, chat, post }: Touched,
  change: Parameters<Ground['shapes']['changed']>[3],
): Promise<void> => {
  if (isHeard(chat, post)) await events.tell(shapes.changed(post, person, whereOf(chat, post), change));
};
