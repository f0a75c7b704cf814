// The workspace in memory: who is there, what was written, and who is told about each change.
import { createMessageBook, whisperKey } from './message-book.js';
import type { ChannelSeed, Settings, UserSeed } from './options.js';
import type { Channel, Message, User } from './records.js';
import { createTimestamps } from './timestamps.js';
import type { Change, Workspace } from './workspace.js';

export type World = ReturnType<typeof createWorld>;

/** Creates the workspace with its bot, users, channels and one direct message per user with the app. */
export const createWorld = (
  settings: Settings,
  seeds: { users: readonly UserSeed[]; channels: readonly ChannelSeed[] },
) => {
  const listeners = new Set<(change: Change) => void>();
  const space: Workspace = {
    settings,
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    whispers: new Map(),
    nextTs: createTimestamps(settings.now),
    tell: (change) => {
      for (const listener of listeners) listener(change);
    },
  };
  const { users, channels, files, whispers, nextTs } = space;
  const { botName } = settings.manifest;
  addUser(space, {
    id: settings.botUserId,
    name: botName.toLowerCase().replaceAll(' ', '_'),
    realName: botName,
    isBot: true,
  });
  for (const seed of seeds.users) addUser(space, seed);
  for (const seed of seeds.channels) addChannel(space, seed);

  return {
    users,
    channels,
    files,
    nextTs,
    ...createMessageBook(space),
    addUser: (seed: UserSeed): User => addUser(space, seed),
    addChannel: (seed: ChannelSeed): Channel => addChannel(space, seed),
    ...createSetters(space),
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

/** What changes users and channels but not messages. */
const createSetters = (space: Workspace) => ({
  setMember: (channel: Channel, user: string, joined: boolean, by: string | null = null): void =>
    setMember(space, { channel, user, joined, by }),
  setArchived: (channel: Channel, archived: boolean): void => {
    if (channel.isArchived === archived) return;
    channel.isArchived = archived;
    space.tell({ type: 'channel', channel, what: archived ? 'archived' : 'unarchived' });
  },
  rename: (channel: Channel, name: string): void => {
    channel.name = name;
    space.tell({ type: 'channel', channel, what: 'renamed' });
  },
  markRead: (channel: Channel, user: string): void => {
    channel.seen.set(user, channel.lineCount);
    space.tell({ type: 'channel', channel, what: 'read' });
  },
  setUser: (user: User, patch: Partial<Pick<User, 'deleted' | 'presence' | 'isRestricted'>>): void => {
    Object.assign(user, patch);
    space.tell({ type: 'user', user });
  },
});

/** The id of a user's direct message with the app. */
export const directMessageId = (userId: string): string => `D${userId.slice(1)}`;

const COLORS = ['#4f6bd8', '#b3543f', '#2e7d5b', '#8a4fb0', '#9a6a12', '#1f7a8c', '#a8487a', '#5f6f2a'];

const addUser = (space: Workspace, seed: UserSeed & { readonly isBot?: boolean }): User => {
  const { users, settings } = space;
  const user: User = {
    id: seed.id,
    name: seed.name,
    realName: seed.realName ?? seed.name,
    email: seed.email ?? null,
    timezone: seed.timezone ?? 'Europe/Berlin',
    avatarUrl: seed.avatarUrl ?? null,
    avatarColor: COLORS[users.size % COLORS.length] ?? '#4f6bd8',
    isBot: seed.isBot ?? false,
    isRestricted: seed.isRestricted ?? false,
    deleted: seed.deleted ?? false,
    presence: 'active',
  };
  users.set(user.id, user);
  if (!user.isBot)
    addChannel(
      space,
      { id: directMessageId(user.id), name: user.id, members: [user.id, settings.botUserId] },
      'dm',
    );
  return user;
};

const addChannel = (
  { channels, users, settings, tell }: Workspace,
  seed: ChannelSeed,
  kind?: Channel['kind'],
): Channel => {
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

const setMember = (
  { tell }: Workspace,
  move: Omit<Extract<Change, { type: 'membership' }>, 'type'>,
): void => {
  const { channel, user, joined } = move;
  if (channel.members.has(user) === joined) return;
  if (joined) channel.members.add(user);
  else channel.members.delete(user);
  tell({ type: 'membership', ...move });
};
