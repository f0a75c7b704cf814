// What a Web API method gets and how it reads its arguments and refuses.

import { isRecord, tryJson } from '../../wire/http.js';
import type { FileStore } from '../files.js';
import type { Shapes } from '../message-shape.js';
import type { Settings } from '../options.js';
import type { Channel, Json, Message, User } from '../records.js';
import type { SocketMode } from '../socket-mode.js';
import type { Triggers } from '../triggers.js';
import type { Views } from '../views.js';
import type { World } from '../world.js';

/** A refusal as Slack's JSON has it: `{ ok: false, error: code, …extra }`. */
export class SlackRefusal extends Error {
  constructor(
    readonly code: string,
    readonly extra: Json = {},
  ) {
    super(code);
  }
}

/** The rooms of the stand-in a method may need. */
export interface Rooms {
  readonly settings: Settings;
  readonly world: World;
  readonly views: Views;
  readonly files: FileStore;
  readonly triggers: Triggers;
  readonly shapes: Shapes;
  readonly socket: SocketMode;
  readonly baseUrl: () => string;
  /** Tokens that are good besides the configured one, and what OAuth handed out. */
  readonly tokens: Set<string>;
}

/** Carries a call out and gives the body after `ok: true`; throws `SlackRefusal`. */
export type Method = (args: Json, rooms: Rooms) => Json;
export type MethodFamily = Readonly<Record<string, Method>>;

export const readText = (args: Json, name: string): string | null => {
  const value = args[name];
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : typeof value === 'object' ? null : String(value);
};

export const needText = (args: Json, name: string): string => {
  const value = readText(args, name);
  if (value === null) {
    const messages = [`[ERROR] missing required field: ${name}`];
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
  }
  return value;
};

export const readFlag = (args: Json, name: string): boolean =>
  args[name] === true || args[name] === 'true' || args[name] === '1';

/** An object or array that may have come as a JSON string; undefined when it wasn't sent. */
export const readJson = (args: Json, name: string, wrong: string): unknown => {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  const parsed = tryJson(value);
  if (parsed === null) throw new SlackRefusal(wrong);
  return parsed;
};

export const readObject = (args: Json, name: string, wrong: string): Json | undefined => {
  const value = readJson(args, name, wrong);
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new SlackRefusal(wrong);
  return value;
};

/** The channel of a call; a private channel without the app is not found at all. */
export const needChannel = ({ settings, world }: Rooms, args: Json, name = 'channel'): Channel => {
  const channel = world.channels.get(needText(args, name));
  const isHidden = channel?.kind === 'private' && !channel.members.has(settings.botUserId);
  if (!channel || isHidden) throw new SlackRefusal('channel_not_found');
  return channel;
};

/** The channel to write to: the app is in it and it is not archived. A user id means the direct message. */
export const needOpenChannel = (rooms: Rooms, args: Json, name = 'channel'): Channel => {
  const id = readText(args, name);
  const isPerson = id?.startsWith('U') && rooms.world.users.has(id);
  const channel = needChannel(rooms, isPerson ? { [name]: `D${id?.slice(1)}` } : args, name);
  if (!channel.members.has(rooms.settings.botUserId)) throw new SlackRefusal('not_in_channel');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  return channel;
};

export const needMessage = (channel: Channel, ts: string): Message => {
  const message = channel.messages.get(ts);
  if (!message || message.subtype === 'tombstone') throw new SlackRefusal('message_not_found');
  return message;
};

export const needUser = ({ world }: Rooms, args: Json): User => {
  const user = world.users.get(needText(args, 'user'));
  if (!user) throw new SlackRefusal('user_not_found');
  return user;
};

/** Cuts a page out of a list; the cursor is the offset, opaque to callers. */
export const readPage = <T>(
  args: Json,
  list: readonly T[],
  usual = 100,
): { items: T[]; next_cursor: string } => {
  const limit = Math.min(Math.max(Number(readText(args, 'limit') ?? usual) || usual, 1), 1000);
  const cursor = readText(args, 'cursor');
  const offset = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(offset) || offset < 0) throw new SlackRefusal('invalid_cursor');
  const end = offset + limit;
  return {
    items: list.slice(offset, end),
    next_cursor: end < list.length ? Buffer.from(String(end)).toString('base64url') : '',
  };
};
