// Writes, edits, deletes and reacts to messages, and keeps the threads right.
import type { Channel, Message } from './records.js';
import type { Workspace } from './workspace.js';

export type Draft = Pick<Message, 'channel' | 'userId' | 'text'> &
  Partial<Omit<Message, 'channel' | 'userId' | 'text' | 'ts'>>;

const KEPT_WHISPERS = 500;

/** The changes of messages, bound to one workspace. */
export const createMessageBook = (space: Workspace) => {
  const retain = createRetention(space.settings.retainMessages, space.channels);
  return {
    /** Writes a message. A thread that is gone puts the line into the channel, as Slack does. */
    post: (draft: Draft): Message => {
      const message = post(space, draft);
      retain(message);
      space.tell({ type: 'posted', message });
      return message;
    },
    /** Shows a message to one user only. */
    whisper: (draft: Draft & { readonly ephemeralFor: string }): Message => whisper(space, draft),
    edit: (message: Message, patch: Partial<Message>, editor: string): void =>
      edit(space, message, patch, editor),
    /** Deletes a message; a root with replies becomes a tombstone, which goes when its last reply goes. */
    remove: (message: Message): void => remove(space, message),
    /** Adds or takes back a reaction; false when that changes nothing. */
    react: (message: Message, name: string, user: string, added: boolean): boolean => {
      message.reactions ??= new Map();
      const who = message.reactions.get(name) ?? [];
      if (who.includes(user) === added) return false;
      const next = added ? [...who, user] : who.filter((id) => id !== user);
      if (next.length > 0) message.reactions.set(name, next);
      else message.reactions.delete(name);
      space.tell({ type: 'reacted', message, name, user, added });
      return true;
    },
  };
};

export const whisperKey = (channel: string, ts: string): string => `${channel}:${ts}`;

const post = ({ channels, nextTs }: Workspace, draft: Draft): Message => {
  const channel = channels.get(draft.channel);
  if (!channel) throw new Error(`no channel ${draft.channel}`);
  const named = draft.threadTs ? channel.messages.get(draft.threadTs) : undefined;
  const root = named?.threadTs === null ? named : undefined;
  const message = createMessage(draft, nextTs(), root?.ts ?? null);
  if (message.subtype === 'thread_broadcast' && !root) message.subtype = null;
  channel.messages.set(message.ts, message);
  if (root) attachReply(root, message);
  if (!root || message.subtype === 'thread_broadcast') {
    channel.history.set(message.ts, message);
    channel.lineCount += 1;
    if (message.userId) channel.seen.set(message.userId, channel.lineCount);
  }
  for (const file of message.files) {
    const isPublic = channel.kind === 'public';
    file.shares.push({ channel: channel.id, ts: message.ts, threadTs: message.threadTs, isPublic });
  }
  return message;
};

const whisper = ({ whispers, nextTs, tell }: Workspace, draft: Draft): Message => {
  const message = createMessage(draft, nextTs(), draft.threadTs ?? null);
  whispers.set(whisperKey(message.channel, message.ts), message);
  if (whispers.size > KEPT_WHISPERS) whispers.delete(whispers.keys().next().value ?? '');
  tell({ type: 'whispered', message });
  return message;
};

const edit = (
  { nextTs, tell }: Workspace,
  message: Message,
  patch: Partial<Message>,
  editor: string,
): void => {
  const previous = { ...message };
  Object.assign(message, patch);
  if (message.ephemeralFor !== null) {
    tell({ type: 'whispered', message });
    return;
  }
  message.edited = { user: editor, ts: nextTs() };
  tell({ type: 'edited', message, previous });
};

const remove = (space: Workspace, message: Message): void => {
  const { channels, whispers, tell } = space;
  if (message.ephemeralFor !== null) {
    whispers.delete(whisperKey(message.channel, message.ts));
    tell({ type: 'whisper_deleted', message });
    return;
  }
  const channel = channels.get(message.channel);
  if (!channel) return;
  if (message.replies && message.replies.size > 0) {
    const previous = { ...message };
    const gone = {
      text: 'This message was deleted.',
      blocks: [],
      attachments: [],
      files: [],
      metadata: null,
    };
    Object.assign(message, { ...gone, subtype: 'tombstone', reactions: null });
    tell({ type: 'tombstoned', message, previous });
    return;
  }
  channel.messages.delete(message.ts);
  channel.history.delete(message.ts);
  tell({ type: 'deleted', message });
  const root = message.threadTs ? channel.messages.get(message.threadTs) : undefined;
  if (!root) return;
  root.replies?.delete(message.ts);
  root.replyCount -= 1;
  if (root.subtype === 'tombstone' && root.replies?.size === 0) remove(space, root);
  else tell({ type: 'replies_changed', message: root });
};

const createMessage = (draft: Draft, ts: string, threadTs: string | null): Message => ({
  channel: draft.channel,
  ts,
  threadTs,
  userId: draft.userId,
  botId: draft.botId ?? null,
  username: draft.username ?? null,
  iconUrl: draft.iconUrl ?? null,
  iconEmoji: draft.iconEmoji ?? null,
  clientMsgId: draft.clientMsgId ?? null,
  ephemeralFor: draft.ephemeralFor ?? null,
  subtype: draft.subtype ?? null,
  text: draft.text,
  blocks: draft.blocks ?? [],
  attachments: draft.attachments ?? [],
  metadata: draft.metadata ?? null,
  files: draft.files ?? [],
  edited: null,
  reactions: null,
  replies: null,
  replyCount: 0,
  latestReplyTs: null,
  replyUsers: null,
});

const attachReply = (root: Message, reply: Message): void => {
  root.replies ??= new Map();
  root.replies.set(reply.ts, reply);
  root.replyCount += 1;
  root.latestReplyTs = reply.ts;
  root.replyUsers ??= new Set();
  root.replyUsers.add(reply.userId ?? reply.botId ?? '');
};

/** Forgets the oldest messages beyond `limit`, at constant cost a post; roots with replies are kept. */
const createRetention = (
  limit: number,
  channels: ReadonlyMap<string, Channel>,
): ((message: Message) => void) => {
  if (!Number.isFinite(limit)) return () => undefined;
  let queue: Message[] = [];
  let head = 0;
  const forget = (message: Message): void => {
    const channel = channels.get(message.channel);
    channel?.messages.delete(message.ts);
    channel?.history.delete(message.ts);
    if (message.threadTs) channel?.messages.get(message.threadTs)?.replies?.delete(message.ts);
  };
  return (message) => {
    queue.push(message);
    for (let tries = 16; tries > 0 && queue.length - head > limit; tries -= 1) {
      const oldest = queue[head];
      head += 1;
      if (oldest?.replies && oldest.replies.size > 0) queue.push(oldest);
      else if (oldest) forget(oldest);
    }
    if (head > 1024 && head * 2 > queue.length) {
      queue = queue.slice(head);
      head = 0;
    }
  };
};
