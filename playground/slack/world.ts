// The workspace in memory: who is there, what was written, and who is told about each change.
import type { ChannelSeed, Settings, UserSeed } from './options.js';
import type { Channel, FileRecord, Message, User } from './records.js';
import { createTimestamps } from './timestamps.js';

/** Something that happened in the workspace. `previous` is a copy of the message before it. */
export type Change =
  | { readonly type: 'posted'; readonly message: Message }
  | { readonly type: 'edited'; readonly message: Message; readonly previous: Message }
  | { readonly type: 'deleted'; readonly message: Message }
  | { readonly type: 'replies_changed'; readonly message: Message }
  | { readonly type: 'tombstoned'; readonly message: Message; readonly previous: Message }
  | {
      readonly type: 'reacted';
      readonly message: Message;
      readonly name: string;
      readonly user: string;
      readonly added: boolean;
    }
  | { readonly type: 'whispered'; readonly message: Message }
  | { readonly type: 'whisper_deleted'; readonly message: Message }
  | {
      readonly type: 'membership';
      readonly channel: Channel;
      readonly user: string;
      readonly joined: boolean;
      readonly by: string | null;
    }
  | {
      readonly type: 'channel';
      readonly channel: Channel;
      readonly what: 'created' | 'archived' | 'unarchived' | 'renamed' | 'read';
    }
  | { readonly type: 'user'; readonly user: User };

export type Draft = Pick<Message, 'channel' | 'userId' | 'text'> &
  Partial<Omit<Message, 'channel' | 'userId' | 'text' | 'ts'>>;

export type World = ReturnType<typeof createWorld>;

const COLORS = ['#5b7fff', '#e2725b', '#3aa876', '#b565d9', '#d99b2b', '#2b9fb5', '#c95f8e', '#7a8a3c'];

/** Creates the workspace with its bot, users, channels and one direct message per user with the app. */
export const createWorld = (
  settings: Settings,
  seeds: { users: readonly UserSeed[]; channels: readonly ChannelSeed[] },
) => {
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const files = new Map<string, FileRecord>();
  const whispers = new Map<string, Message>();
  const listeners = new Set<(change: Change) => void>();
  const nextTs = createTimestamps(settings.now);
  const retained = createRetention(settings.retainMessages, channels);

  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };

  const addUser = (seed: UserSeed & { readonly isBot?: boolean }): User => {
    const user: User = {
      id: seed.id,
      name: seed.name,
      realName: seed.realName ?? seed.name,
      email: seed.email ?? null,
      timezone: seed.timezone ?? 'Europe/Berlin',
      avatarUrl: seed.avatarUrl ?? null,
      avatarColor: COLORS[users.size % COLORS.length] ?? '#5b7fff',
      isBot: seed.isBot ?? false,
      isRestricted: seed.isRestricted ?? false,
      deleted: seed.deleted ?? false,
      presence: 'active',
    };
    users.set(user.id, user);
    if (!user.isBot) {
      const members = [user.id, settings.botUserId];
      addChannel({ id: directMessageId(user.id), name: user.id, members, hasApp: true }, 'dm');
    }
    return user;
  };

  const addChannel = (seed: ChannelSeed, kind?: Channel['kind']): Channel => {
    const people = seed.members ?? [...users.values()].filter((user) => !user.isBot).map((user) => user.id);
    const channel: Channel = {
      id: seed.id,
      name: seed.name,
      kind: kind ?? (seed.isPrivate ? 'private' : 'public'),
      topic: seed.topic ?? '',
      isArchived: seed.isArchived ?? false,
      members: new Set(seed.hasApp === false ? people : [...people, settings.botUserId]),
      messages: new Map(),
      history: new Map(),
      lineCount: 0,
      seen: new Map(),
      createdAt: settings.now(),
    };
    channels.set(channel.id, channel);
    tell({ type: 'channel', channel, what: 'created' });
    return channel;
  };

  /** Writes a message. A thread that is gone puts the line into the channel, as Slack does. */
  const post = (draft: Draft): Message => {
    const channel = channels.get(draft.channel);
    if (!channel) throw new Error(`no channel ${draft.channel}`);
    const root = draft.threadTs ? channel.messages.get(draft.threadTs) : undefined;
    const isReply = root !== undefined && root.threadTs === null;
    const message = createMessage(draft, nextTs(), isReply ? root.ts : null);
    if (message.subtype === 'thread_broadcast' && !isReply) message.subtype = null;
    channel.messages.set(message.ts, message);
    if (isReply) {
      attachReply(root, message);
    }
    if (!isReply || message.subtype === 'thread_broadcast') {
      channel.history.set(message.ts, message);
      channel.lineCount += 1;
      if (message.userId) channel.seen.set(message.userId, channel.lineCount);
    }
    for (const file of message.files) {
      file.shares.push({ channel: channel.id, ts: message.ts, threadTs: message.threadTs });
    }
    retained(message);
    tell({ type: 'posted', message });
    return message;
  };

  /** Shows a message to one user only; the last 500 are remembered. */
  const whisper = (draft: Draft & { readonly ephemeralFor: string }): Message => {
    const message = createMessage(draft, nextTs(), draft.threadTs ?? null);
    whispers.set(whisperKey(message.channel, message.ts), message);
    if (whispers.size > 500) whispers.delete(whispers.keys().next().value ?? '');
    tell({ type: 'whispered', message });
    return message;
  };

  const edit = (message: Message, patch: Partial<Message>, editor: string): void => {
    const previous = { ...message };
    Object.assign(message, patch);
    if (message.ephemeralFor) {
      tell({ type: 'whispered', message });
      return;
    }
    message.edited = { user: editor, ts: nextTs() };
    tell({ type: 'edited', message, previous });
  };

  /** Deletes a message; a root with replies becomes a tombstone, which goes when its last reply goes. */
  const remove = (message: Message): void => {
    if (message.ephemeralFor) {
      whispers.delete(whisperKey(message.channel, message.ts));
      tell({ type: 'whisper_deleted', message });
      return;
    }
    const channel = channels.get(message.channel);
    if (!channel) return;
    if (message.replies && message.replies.size > 0) {
      const previous = { ...message };
      Object.assign(message, {
        subtype: 'tombstone',
        text: 'This message was deleted.',
        blocks: [],
        attachments: [],
        files: [],
        metadata: null,
      });
      tell({ type: 'tombstoned', message, previous });
      return;
    }
    channel.messages.delete(message.ts);
    channel.history.delete(message.ts);
    tell({ type: 'deleted', message });
    const root = message.threadTs ? channel.messages.get(message.threadTs) : undefined;
    if (!root) return;
    detachReply(root, message);
    if (root.subtype === 'tombstone' && root.replies?.size === 0) remove(root);
    else tell({ type: 'replies_changed', message: root });
  };

  /** Adds or takes back a reaction; false when that changes nothing. */
  const react = (message: Message, name: string, user: string, added: boolean): boolean => {
    message.reactions ??= new Map();
    const who = message.reactions.get(name) ?? [];
    if (who.includes(user) === added) return false;
    const next = added ? [...who, user] : who.filter((id) => id !== user);
    if (next.length > 0) message.reactions.set(name, next);
    else message.reactions.delete(name);
    tell({ type: 'reacted', message, name, user, added });
    return true;
  };

  const setMember = (channel: Channel, user: string, joined: boolean, by: string | null = null): void => {
    if (channel.members.has(user) === joined) return;
    if (joined) channel.members.add(user);
    else channel.members.delete(user);
    tell({ type: 'membership', channel, user, joined, by });
  };

  const setArchived = (channel: Channel, archived: boolean): void => {
    if (channel.isArchived === archived) return;
    channel.isArchived = archived;
    tell({ type: 'channel', channel, what: archived ? 'archived' : 'unarchived' });
  };

  const markRead = (channel: Channel, user: string): void => {
    channel.seen.set(user, channel.lineCount);
    tell({ type: 'channel', channel, what: 'read' });
  };

  addUser({
    id: settings.botUserId,
    name: settings.manifest.botName.toLowerCase().replaceAll(' ', '_'),
    realName: settings.manifest.botName,
    isBot: true,
  });
  for (const seed of seeds.users) addUser(seed);
  for (const seed of seeds.channels) addChannel(seed);

  return {
    users,
    channels,
    files,
    nextTs,
    addUser,
    addChannel,
    post,
    whisper,
    edit,
    remove,
    react,
    setMember,
    setArchived,
    markRead,
    setUser: (user: User, patch: Partial<Pick<User, 'deleted' | 'presence'>>): void => {
      Object.assign(user, patch);
      tell({ type: 'user', user });
    },
    message: (channel: string, ts: string): Message | undefined => channels.get(channel)?.messages.get(ts),
    whispered: (channel: string, ts: string): Message | undefined => whispers.get(whisperKey(channel, ts)),
    whispersOf: (user: string, channel: string): Message[] =>
      [...whispers.values()].filter(
        (message) => message.ephemeralFor === user && message.channel === channel,
      ),
    onChange: (listener: (change: Change) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** The id of a user's direct message with the app. */
export const directMessageId = (userId: string): string => `D${userId.slice(1)}`;

const whisperKey = (channel: string, ts: string): string => `${channel}:${ts}`;

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

const detachReply = (root: Message, reply: Message): void => {
  root.replies?.delete(reply.ts);
  root.replyCount -= 1;
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
    if (queue.length - head <= limit) return;
    const oldest = queue[head];
    head += 1;
    if (oldest?.replies && oldest.replies.size > 0) queue.push(oldest);
    else if (oldest) forget(oldest);
    if (head > 1024 && head * 2 > queue.length) {
      queue = queue.slice(head);
      head = 0;
    }
  };
};
