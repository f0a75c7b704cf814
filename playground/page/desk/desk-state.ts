// What the desk shows, and how each stream event changes it: pure, so that it can be tested without a page.
import type {
  PageChannel,
  PageMessage,
  PageReaction,
  PageView,
  StateAnswer,
  StreamEvent,
} from '../../slack/protocol.js';

export interface ThreadPlace {
  channel: string;
  ts: string;
}

export interface Toast {
  id: number;
  level: 'error' | 'info';
  text: string;
}

export interface DeskState {
  userId: string;
  link: 'loading' | 'up' | 'down';
  info: StateAnswer | undefined;
  channelId: string | undefined;
  tab: 'home' | 'messages';
  /** Roots and broadcasts by channel; only channels that were opened. */
  messages: Record<string, PageMessage[]>;
  thread: ThreadPlace | undefined;
  /** The open thread, root first. */
  replies: PageMessage[];
  modals: readonly PageView[];
  home: PageView | null;
  toasts: Toast[];
  /** Unread messages of every person, for the switcher. */
  unreadByUser: Record<string, number>;
  /** Where the reader is on a narrow screen. */
  listOpen: boolean;
}

export const EMPTY_DESK: DeskState = {
  userId: '',
  link: 'loading',
  info: undefined,
  channelId: undefined,
  tab: 'messages',
  messages: {},
  thread: undefined,
  replies: [],
  modals: [],
  home: null,
  toasts: [],
  unreadByUser: {},
  listOpen: false,
};

/** The state after one event; unknown kinds change nothing. */
export function applyStream(state: DeskState, event: StreamEvent): DeskState {
  switch (event.type) {
    case 'message':
    case 'message_changed':
    case 'ephemeral':
      return countUnread(placeMessage(state, event.message), event);
    case 'message_deleted':
    case 'ephemeral_deleted':
      return removeMessage(state, event.channel, event.ts);
    case 'reaction':
      return setReactions(state, event.channel, event.ts, event.reactions);
    case 'modals':
      return { ...state, modals: event.modals };
    case 'home':
      return { ...state, home: event.view };
    case 'channel':
      return setChannel(state, event.channel);
    case 'toast':
      return addToast(state, event.level, event.text);
    default:
      return state;
  }
}

/** Shows a sentence in the corner; the same sentence is not shown twice at once. */
export function addToast(state: DeskState, level: Toast['level'], text: string): DeskState {
  if (state.toasts.some((toast) => toast.text === text)) return state;
  const id = (state.toasts.at(-1)?.id ?? 0) + 1;
  return { ...state, toasts: [...state.toasts.slice(-3), { id, level, text }] };
}

/** Puts a message where its `ts` belongs, replacing an older version of itself. */
export function insertMessage(list: readonly PageMessage[], message: PageMessage): PageMessage[] {
  const others = list.filter((other) => other.ts !== message.ts);
  const at = others.findLastIndex((other) => other.ts < message.ts) + 1;
  return [...others.slice(0, at), message, ...others.slice(at)];
}

/** Does this message stand in the channel itself, not only in a thread? */
export function isInChannel(message: PageMessage): boolean {
  return message.threadTs === null || message.threadTs === message.ts || message.isBroadcast;
}

function placeMessage(state: DeskState, message: PageMessage): DeskState {
  const { thread } = state;
  const known = state.messages[message.channel];
  const inThread =
    thread?.channel === message.channel && (message.ts === thread.ts || message.threadTs === thread.ts);
  return {
    ...state,
    messages:
      known && isInChannel(message)
        ? { ...state.messages, [message.channel]: insertMessage(known, message) }
        : state.messages,
    replies: inThread ? insertMessage(state.replies, message) : state.replies,
  };
}

function removeMessage(state: DeskState, channel: string, ts: string): DeskState {
  const without = (list: readonly PageMessage[]) => list.filter((message) => message.ts !== ts);
  const rootGone = state.thread?.channel === channel && state.thread.ts === ts;
  return {
    ...state,
    messages: mapChannel(state, channel, without),
    thread: rootGone ? undefined : state.thread,
    replies: rootGone ? [] : state.thread?.channel === channel ? without(state.replies) : state.replies,
  };
}

function setReactions(
  state: DeskState,
  channel: string,
  ts: string,
  reactions: readonly PageReaction[],
): DeskState {
  const mark = (list: readonly PageMessage[]) =>
    list.map((message) => (message.ts === ts ? { ...message, reactions } : message));
  return {
    ...state,
    messages: mapChannel(state, channel, mark),
    replies: state.thread?.channel === channel ? mark(state.replies) : state.replies,
  };
}

function mapChannel(
  state: DeskState,
  channel: string,
  change: (list: readonly PageMessage[]) => PageMessage[],
) {
  const known = state.messages[channel];
  return known ? { ...state.messages, [channel]: change(known) } : state.messages;
}

function setChannel(state: DeskState, channel: PageChannel): DeskState {
  if (!state.info) return state;
  const known = state.info.channels.some((other) => other.id === channel.id);
  const channels = known
    ? state.info.channels.map((other) => (other.id === channel.id ? channel : other))
    : [...state.info.channels, channel];
  return { ...state, info: { ...state.info, channels } };
}

/** A new line in a channel that isn't on screen raises its badge. */
function countUnread(state: DeskState, event: StreamEvent): DeskState {
  if (event.type !== 'message' || !state.info || !isInChannel(event.message)) return state;
  const { channel, author } = event.message;
  if (author.userId === state.userId || isOnScreen(state, channel)) return state;
  const channels = state.info.channels.map((other) =>
    other.id === channel ? { ...other, unreadCount: other.unreadCount + 1 } : other,
  );
  return { ...state, info: { ...state.info, channels } };
}

/** Is the reader looking at this channel's messages? */
export function isOnScreen(state: DeskState, channel: string): boolean {
  return state.channelId === channel && state.tab === 'messages';
}
