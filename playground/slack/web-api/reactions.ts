// reactions.*: the app's own reactions on messages.
import type { Json, Message } from '../records.js';
import { type MethodFamily, needChannel, needMessage, needText, type Rooms, SlackRefusal } from './call.js';

const EMOJI_NAME = /^[\p{L}\p{N}_+'-]{1,100}(?:::skin-tone-[2-6])?$/u;
const MAX_KINDS = 23;

const needTarget = (args: Json, rooms: Rooms): { message: Message; name: string } => {
  const name = needText(args, 'name').replace(/^:|:$/g, '');
  if (!EMOJI_NAME.test(name)) throw new SlackRefusal('invalid_name');
  const channel = needChannel(rooms, args);
  if (!channel.members.has(rooms.settings.botUserId)) throw new SlackRefusal('not_in_channel');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  return { message: needMessage(channel, needText(args, 'timestamp')), name };
};

const add = (args: Json, rooms: Rooms): Json => {
  const { message, name } = needTarget(args, rooms);
  if ((message.reactions?.size ?? 0) >= MAX_KINDS && !message.reactions?.has(name))
    throw new SlackRefusal('too_many_reactions');
  if (!rooms.world.react(message, name, rooms.settings.botUserId, true))
    throw new SlackRefusal('already_reacted');
  return {};
};

const remove = (args: Json, rooms: Rooms): Json => {
  const { message, name } = needTarget(args, rooms);
  if (!rooms.world.react(message, name, rooms.settings.botUserId, false))
    throw new SlackRefusal('no_reaction');
  return {};
};

const get = (args: Json, rooms: Rooms): Json => {
  const channel = needChannel(rooms, args);
  const message = needMessage(channel, needText(args, 'timestamp'));
  return { type: 'message', channel: channel.id, message: rooms.shapes.message(message) };
};

export const reactionMethods: MethodFamily = {
  'reactions.add': add,
  'reactions.remove': remove,
  'reactions.get': get,
};
