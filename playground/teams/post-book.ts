// The posts of every chat: how they are added, changed and taken away.
import type { Settings } from './options.js';
import type { Change, Chat, Json, Post } from './records.js';

export type NewPost = Pick<Post, 'chat' | 'author'> &
  Partial<Omit<Post, 'id' | 'chat' | 'author' | 'at' | 'reactions' | 'views'>>;

export type PostPatch = Partial<
  Pick<Post, 'text' | 'format' | 'typed' | 'cards' | 'attachments' | 'entities' | 'mentions' | 'mentionsApp'>
>;

/** Creates the book of all posts; ids are increasing milliseconds, as text. */
export const createPostBook = (
  settings: Settings,
  chats: ReadonlyMap<string, Chat>,
  tell: (change: Change) => void,
) => {
  let last = 0;
  const nextId = (): string => {
    last = Math.max(last + 1, settings.now());
    return String(last);
  };
  const touch = (post: Post): void => tell({ type: 'post-changed', post });

  return {
    nextId,
    /** Throws when there is no such chat. */
    addPost: (entry: NewPost): Post => {
      const chat = chats.get(entry.chat);
      if (!chat) throw new Error(`there is no chat ${entry.chat}`);
      const post: Post = { ...blank, ...entry, id: nextId(), at: last, ...fresh() };
      chat.posts.set(post.id, post);
      forget(chat, settings.retainPosts);
      tell({ type: 'post', post });
      return post;
    },
    changePost: (post: Post, patch: PostPatch): void => {
      Object.assign(post, patch);
      post.isEdited = true;
      // The shared card is newer than what one person was answered.
      if (patch.cards) post.views.clear();
      touch(post);
    },
    /** A root with replies stays as an empty place; so does a person's line, which can be brought back. */
    removePost: (post: Post): void => {
      post.isDeleted = true;
      if (post.author === null && post.root !== null) chats.get(post.chat)?.posts.delete(post.id);
      if (post.onlyFor !== null) chats.get(post.chat)?.posts.delete(post.id);
      tell({ type: 'post-gone', post });
    },
    restorePost: (post: Post): void => {
      post.isDeleted = false;
      touch(post);
    },
    setView: (post: Post, user: string, card: Json): void => {
      post.views.set(user, card);
      touch(post);
    },
    setReaction: (post: Post, user: string, emoji: string, isOn: boolean): void => {
      const people = post.reactions.get(emoji) ?? new Set<string>();
      if (isOn) people.add(user);
      else people.delete(user);
      if (people.size > 0) post.reactions.set(emoji, people);
      else post.reactions.delete(emoji);
      touch(post);
    },
  };
};

const blank = {
  root: null,
  onlyFor: null,
  text: '',
  format: 'plain',
  typed: '',
  mentions: [],
  mentionsApp: false,
  cards: [],
  attachments: [],
  entities: [],
  files: [],
  images: [],
  isEdited: false,
  isDeleted: false,
} as const satisfies Partial<Post>;

const fresh = (): Pick<Post, 'reactions' | 'views'> => ({ reactions: new Map(), views: new Map() });

const forget = ({ posts }: Chat, most: number): void => {
  for (const id of posts.keys()) {
    if (posts.size <= most) return;
    posts.delete(id);
  }
};
