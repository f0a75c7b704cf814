// conversations.*: channels, their members, their history and threads.

import type { Channel, Json, Message } from '../records.js';
import { directMessageId } from '../world.js';
import {
  type MethodFamily,
  needChannel,
  needText,
  needUser,
  type Rooms,
  readFlag,
  readPage,
  readText,
  SlackRefusal,
} from './call.js';

const info = (args: Json, rooms: Rooms): Json => ({
  channel: rooms.shapes.channel(needChannel(rooms, args)),
});

const list = (args: Json, rooms: Rooms): Json => {
  const types = (readText(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const wanted = { public: 'public_channel', private: 'private_channel', dm: 'im' };
  const channels = [...rooms.world.channels.values()].filter(
    (channel) =>
      types.includes(wanted[channel.kind]) &&
      (channel.kind === 'public' || channel.members.has(rooms.settings.botUserId)) &&
      !(readFlag(args, 'exclude_archived') && channel.isArchived),
  );
  const { items, next_cursor } = readPage(args, channels);
  return { channels: items.map(rooms.shapes.channel), response_metadata: { next_cursor } };
};

const members = (args: Json, rooms: Rooms): Json => {
  const { items, next_cursor } = readPage(args, [...needChannel(rooms, args).members]);
  return { members: items, response_metadata: { next_cursor } };
};

const open = (args: Json, rooms: Rooms): Json => {
  const users = (readText(args, 'users') ?? '').split(',').filter(Boolean);
  const known = readText(args, 'channel');
  const id = known ?? (users.length === 1 ? directMessageId(users[0] ?? '') : null);
  if (users.length > 1) throw new SlackRefusal('method_not_supported_for_channel_type');
  const channel = id === null ? undefined : rooms.world.channels.get(id);
  if (!channel) throw new SlackRefusal(known === null ? 'user_not_found' : 'channel_not_found');
  return {
    channel: readFlag(args, 'return_im') ? rooms.shapes.channel(channel) : { id: channel.id },
    no_op: true,
    already_open: true,
  };
};

const needTeamChannel = (rooms: Rooms, args: Json): Channel => {
  const channel = needChannel(rooms, args);
  if (channel.kind === 'dm') throw new SlackRefusal('method_not_supported_for_channel_type');
  return channel;
};

const join = (args: Json, rooms: Rooms): Json => {
  const channel = needTeamChannel(rooms, args);
  if (channel.kind === 'private') throw new SlackRefusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  const isIn = channel.members.has(rooms.settings.botUserId);
  rooms.world.setMember(channel, rooms.settings.botUserId, true);
  return { channel: rooms.shapes.channel(channel), ...(isIn ? { warning: 'already_in_channel' } : {}) };
};

const leave = (args: Json, rooms: Rooms): Json => {
  rooms.world.setMember(needTeamChannel(rooms, args), rooms.settings.botUserId, false);
  return {};
};

const invite = (args: Json, rooms: Rooms): Json => {
  const channel = needTeamChannel(rooms, args);
  if (!channel.members.has(rooms.settings.botUserId)) throw new SlackRefusal('not_in_channel');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  for (const id of needText(args, 'users').split(',')) {
    const user = needUser(rooms, { user: id.trim() });
    if (channel.members.has(user.id)) throw new SlackRefusal('already_in_channel');
    rooms.world.setMember(channel, user.id, true, rooms.settings.botUserId);
  }
  return { channel: rooms.shapes.channel(channel) };
};

const kick = (args: Json, rooms: Rooms): Json => {
  const channel = needTeamChannel(rooms, args);
  if (!channel.members.has(rooms.settings.botUserId)) throw new SlackRefusal('not_in_channel');
  const user = needUser(rooms, args);
  if (user.id === rooms.settings.botUserId) throw new SlackRefusal('cant_kick_self');
  if (!channel.members.has(user.id)) throw new SlackRefusal('not_in_channel');
  rooms.world.setMember(channel, user.id, false);
  return {};
};

const create = (args: Json, rooms: Rooms): Json => {
  const name = needText(args, 'name');
  if (!/^[\p{Ll}\p{N}_-]{1,80}$/u.test(name)) throw new SlackRefusal('invalid_name_specials');
  if ([...rooms.world.channels.values()].some((channel) => channel.name === name))
    throw new SlackRefusal('name_taken');
  const id = `C0N${rooms.world.channels.size.toString(36).toUpperCase()}`;
  const channel = rooms.world.addChannel({ id, name, isPrivate: readFlag(args, 'is_private'), members: [] });
  return { channel: rooms.shapes.channel(channel) };
};

const readable = (rooms: Rooms, args: Json): Channel => {
  const channel = needChannel(rooms, args);
  if (!channel.members.has(rooms.settings.botUserId)) throw new SlackRefusal('not_in_channel');
  return channel;
};

const within = (args: Json): ((message: Message) => boolean) => {
  const oldest = readText(args, 'oldest');
  const latest = readText(args, 'latest');
  const isInclusive = readFlag(args, 'inclusive');
  return ({ ts }) => {
    if (isInclusive && (ts === oldest || ts === latest)) return true;
    return (
      (oldest === null || Number(ts) > Number(oldest)) && (latest === null || Number(ts) < Number(latest))
    );
  };
};

const history = (args: Json, rooms: Rooms): Json => {
  const channel = readable(rooms, args);
  const newestFirst = [...channel.history.values()].reverse().filter(within(args));
  const { items, next_cursor } = readPage(args, newestFirst);
  const withMetadata = readFlag(args, 'include_all_metadata');
  return {
    messages: items.map((message) => rooms.shapes.message(message, withMetadata)),
    has_more: next_cursor !== '',
    pin_count: 0,
    response_metadata: { next_cursor },
  };
};

/** The root comes first on every page, as in Slack; a reply's own ts gives that reply alone. */
const replies = (args: Json, rooms: Rooms): Json => {
  const channel = readable(rooms, args);
  const root = channel.messages.get(needText(args, 'ts'));
  if (!root) throw new SlackRefusal('thread_not_found');
  const answers = [...(root.replies?.values() ?? [])].filter(within(args));
  const { items, next_cursor } = readPage(args, answers, 1000);
  const withMetadata = readFlag(args, 'include_all_metadata');
  return {
    messages: [root, ...items].map((message) => ({
      ...rooms.shapes.message(message, withMetadata),
      ...(message.threadTs ? { parent_user_id: root.userId ?? rooms.settings.botUserId } : {}),
    })),
    has_more: next_cursor !== '',
    response_metadata: { next_cursor },
  };
};

export const conversationMethods: MethodFamily = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.open': open,
  'conversations.join': join,
  'conversations.leave': leave,
  'conversations.invite': invite,
  'conversations.kick': kick,
  'conversations.create': create,
  'conversations.history': history,
  'conversations.replies': replies,
};
