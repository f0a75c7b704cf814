// What the Teams pane shows, and how each stream event changes it: pure, so that it can be tested without a page.
import type { TeamsDialog, TeamsEvent, TeamsPost, TeamsState } from '../../teams/protocol.js';
import type { Toast } from '../desk/desk-state.js';

export interface PaneState {
  userId: string;
  link: 'loading' | 'up' | 'down';
  info: TeamsState | undefined;
  chat: string | undefined;
  /** Posts by chat, oldest first; only chats that were opened. */
  posts: Readonly<Record<string, readonly TeamsPost[]>>;
  /** New posts of others by chat, since they were looked at last. */
  unread: Readonly<Record<string, number>>;
  dialogs: readonly TeamsDialog[];
  toasts: readonly Toast[];
  /** Threads a reader opened or closed by hand, by their root. */
  unfolded: Readonly<Record<string, boolean>>;
  /** The newest root when the chat was read: it and what comes later is unfolded by itself. */
  newestRoot: Readonly<Record<string, string>>;
  listOpen: boolean;
  /** The root of the thread that is being replied to; only one field is open at a time. */
  replyTo: string | null;
}

export const EMPTY_PANE: PaneState = {
  userId: '',
  link: 'loading',
  info: undefined,
  chat: undefined,
  posts: {},
  unread: {},
  dialogs: [],
  toasts: [],
  unfolded: {},
  newestRoot: {},
  listOpen: false,
  replyTo: null,
};

export interface Thread {
  root: TeamsPost;
  replies: TeamsPost[];
}

/** The state after one event; `state` and unknown kinds change nothing here. */
export function applyTeamsEvent(state: PaneState, event: TeamsEvent): PaneState {
  switch (event.type) {
    case 'post':
      return placePost(state, event.post);
    case 'post-gone':
      return removePost(state, event.chat, event.id);
    case 'dialogs':
      return { ...state, dialogs: event.dialogs };
    default:
      return state;
  }
}

/** Shows a sentence in the corner; the same sentence is not shown twice at once. */
export function addPaneToast(state: PaneState, level: Toast['level'], text: string): PaneState {
  if (state.toasts.some((toast) => toast.text === text)) return state;
  const id = (state.toasts.at(-1)?.id ?? 0) + 1;
  return { ...state, toasts: [...state.toasts.slice(-3), { id, level, text }] };
}

/** Takes over all posts of a chat as they were read. */
export function showPosts(state: PaneState, chat: string, posts: readonly TeamsPost[]): PaneState {
  const newest = posts.findLast((post) => post.root === null)?.id ?? '';
  return {
    ...state,
    posts: { ...state.posts, [chat]: posts },
    unread: { ...state.unread, [chat]: 0 },
    newestRoot: chat in state.newestRoot ? state.newestRoot : { ...state.newestRoot, [chat]: newest },
  };
}

/** Groups posts under their roots, in the order of the roots; a reply whose root is unknown stands alone. */
export function arrangeThreads(posts: readonly TeamsPost[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const post of posts) if (post.root === null) threads.set(post.id, { root: post, replies: [] });
  for (const post of posts) {
    if (post.root === null) continue;
    const thread = threads.get(post.root);
    if (thread) thread.replies.push(post);
    else threads.set(post.id, { root: post, replies: [] });
  }
  return [...threads.values()].sort((one, other) => compareIds(one.root, other.root));
}

/** Are a thread's replies shown? What the reader chose counts, else the newest and all that came since. */
export function isUnfolded(state: PaneState, root: TeamsPost): boolean {
  const chosen = state.unfolded[root.id];
  if (chosen !== undefined) return chosen;
  return compareKeys(root.id, state.newestRoot[root.chat] ?? '') >= 0;
}

function placePost(state: PaneState, post: TeamsPost): PaneState {
  const known = state.posts[post.chat];
  const isNew = !known?.some((other) => other.id === post.id);
  const counts = isNew && state.chat !== post.chat && post.author.id !== state.userId;
  // A reply that comes while one looks must not be folded away unseen.
  const opens = isNew && post.root !== null && state.unfolded[post.root] === undefined;
  return {
    ...state,
    unfolded: opens ? { ...state.unfolded, [post.root]: true } : state.unfolded,
    posts: known ? { ...state.posts, [post.chat]: insertPost(known, post) } : state.posts,
    unread: counts ? { ...state.unread, [post.chat]: (state.unread[post.chat] ?? 0) + 1 } : state.unread,
  };
}

/** Puts a post where its id belongs, replacing an older version of itself. */
export function insertPost(list: readonly TeamsPost[], post: TeamsPost): TeamsPost[] {
  const others = list.filter((other) => other.id !== post.id);
  const at = others.findLastIndex((other) => compareIds(other, post) < 0) + 1;
  return [...others.slice(0, at), post, ...others.slice(at)];
}

function removePost(state: PaneState, chat: string, id: string): PaneState {
  const known = state.posts[chat];
  if (!known) return state;
  const rest = known.filter((post) => post.id !== id);
  return { ...state, posts: { ...state.posts, [chat]: rest } };
}

function compareIds(one: TeamsPost, other: TeamsPost): number {
  return one.at - other.at || compareKeys(one.id, other.id);
}

/** Ids are rising numbers as text. */
function compareKeys(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
