// chat.*: post, update, delete, ephemeral messages, permalinks.

import { isRecord } from '../../wire/http.js';
import { checkBlocks, isMarkdownTooLong } from '../block-limits.js';
import type { Draft } from '../message-book.js';
import type { Json, Message } from '../records.js';
import { fillBlockIds } from '../views.js';
import {
  type MethodFamily,
  needChannel,
  needMessage,
  needOpenChannel,
  needText,
  needUser,
  type Rooms,
  readFlag,
  readJson,
  readObject,
  readText,
  SlackRefusal,
} from './call.js';

const MAX_POST = 40_000;
const MAX_UPDATE = 4000;
const MAX_MARKDOWN_TEXT = 12_000;
const MAX_METADATA_BYTES = 8000;

interface Content {
  readonly text: string | null;
  readonly blocks: Json[] | undefined;
  readonly attachments: Json[] | undefined;
  readonly isTruncated: boolean;
}

/**
 * Reads what a message says and refuses what Slack refuses.
 * @param most Longer texts are cut (`cut`) or refused with `msg_too_long`.
 */
export const readContent = (args: Json, most: number, cut: boolean): Content => {
  const markdown = readText(args, 'markdown_text');
  const blocks = readBlocks(args);
  const text = readText(args, 'text');
  if (markdown !== null) {
    if (text !== null || blocks !== undefined) throw new SlackRefusal('markdown_text_conflict');
    if (markdown.length > MAX_MARKDOWN_TEXT) throw new SlackRefusal('msg_too_long');
    return {
      text: markdown,
      blocks: fillBlockIds([{ type: 'markdown', text: markdown }]),
      attachments: undefined,
      isTruncated: false,
    };
  }
  const attachments = readAttachments(args);
  if (text !== null && text.length > most && !cut) throw new SlackRefusal('msg_too_long');
  const isTruncated = text !== null && text.length > most;
  const kept = isTruncated ? text.slice(0, most) : text;
  return { text: kept === null ? null : escapeStray(kept), blocks, attachments, isTruncated };
};

const readBlocks = (args: Json): Json[] | undefined => {
  const raw = readJson(args, 'blocks', 'invalid_blocks_format');
  if (raw === undefined) return undefined;
  if (!Array.isArray(raw)) throw new SlackRefusal('invalid_blocks_format');
  const problems = checkBlocks(raw, 'message');
  if (problems.length > 0) throw refuseBlocks('invalid_blocks', problems);
  const blocks = fillBlockIds(raw);
  if (isMarkdownTooLong(blocks)) throw new SlackRefusal('msg_blocks_too_long');
  return blocks;
};

/** The refusal of bad blocks, naming each place. */
export const refuseBlocks = (code: string, problems: readonly string[]): SlackRefusal =>
  new SlackRefusal(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });

const readAttachments = (args: Json): Json[] | undefined => {
  const raw = readJson(args, 'attachments', 'invalid_attachments');
  if (raw === undefined) return undefined;
  if (!Array.isArray(raw)) throw new SlackRefusal('invalid_attachments');
  if (raw.length > 100) throw new SlackRefusal('too_many_attachments');
  for (const [index, attachment] of raw.entries()) {
    if (!isRecord(attachment) || attachment.blocks === undefined) continue;
    const problems = checkBlocks(attachment.blocks, 'message', `/attachments/${index}/blocks`);
    if (problems.length > 0) throw refuseBlocks('invalid_blocks', problems);
    attachment.blocks = fillBlockIds(attachment.blocks);
  }
  return raw.filter(isRecord);
};

const readMetadata = (args: Json): Json | null | undefined => {
  const metadata = readObject(args, 'metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  if (Object.keys(metadata).length === 0) return null;
  if (
    typeof metadata.event_type !== 'string' ||
    metadata.event_type === '' ||
    !isRecord(metadata.event_payload)
  ) {
    throw new SlackRefusal('invalid_metadata_format');
  }
  if (Buffer.byteLength(JSON.stringify(metadata)) > MAX_METADATA_BYTES)
    throw new SlackRefusal('metadata_too_large');
  return metadata;
};

/** Escapes `&` and `<` that begin no entity and no token, as Slack does with what apps send. */
const escapeStray = (text: string): string =>
  text.includes('&') || text.includes('<')
    ? text.replace(/&(?!(?:amp|lt|gt);)/g, '&amp;').replace(/<(?![@#!]|https?:|mailto:|tel:|slack:)/g, '&lt;')
    : text;

const readIdentity = (args: Json): Partial<Draft> => {
  const username = readText(args, 'username');
  const iconUrl = readText(args, 'icon_url');
  const iconEmoji = readText(args, 'icon_emoji');
  return username === null && iconUrl === null && iconEmoji === null ? {} : { username, iconUrl, iconEmoji };
};

const authorOf = (
  { settings }: Rooms,
  identity: Partial<Draft>,
): Pick<Draft, 'userId' | 'botId' | 'subtype'> =>
  identity.username
    ? { userId: null, botId: settings.botId, subtype: 'bot_message' }
    : { userId: settings.botUserId, botId: settings.botId };

const postMessage = (args: Json, rooms: Rooms): Json => {
  const channel = needOpenChannel(rooms, args);
  const content = readContent(args, MAX_POST, true);
  if (!content.text && !content.blocks?.length && !content.attachments?.length)
    throw new SlackRefusal('no_text');
  const identity = readIdentity(args);
  const threadTs = readText(args, 'thread_ts');
  const message = rooms.world.post({
    channel: channel.id,
    ...authorOf(rooms, identity),
    ...identity,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    metadata: readMetadata(args) ?? null,
    threadTs,
    ...(threadTs !== null && readFlag(args, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {}),
  });
  return {
    channel: channel.id,
    ts: message.ts,
    message: rooms.shapes.message(message, true),
    ...(content.isTruncated
      ? { response_metadata: { warnings: ['message_truncated'] }, warning: 'message_truncated' }
      : {}),
  };
};

const needOwn = ({ settings }: Rooms, message: Message, refusal: string): void => {
  if (message.botId !== settings.botId) throw new SlackRefusal(refusal);
};

const update = (args: Json, rooms: Rooms): Json => {
  const channel = needOpenChannel(rooms, args);
  const message = needMessage(channel, needText(args, 'ts'));
  needOwn(rooms, message, 'cant_update_message');
  const content = readContent(args, MAX_UPDATE, false);
  const metadata = readMetadata(args);
  if (content.text === null && !content.blocks && !content.attachments && metadata === undefined)
    throw new SlackRefusal('no_text');
  const patch: Partial<Message> = {
    ...(content.text === null ? {} : { text: content.text }),
    ...(content.blocks === undefined ? {} : { blocks: content.blocks }),
    ...(content.attachments === undefined ? {} : { attachments: content.attachments }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  rooms.world.edit(message, patch, rooms.settings.botId);
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: rooms.shapes.message(message, true),
  };
};

const remove = (args: Json, rooms: Rooms): Json => {
  const channel = needOpenChannel(rooms, args);
  const message = needMessage(channel, needText(args, 'ts'));
  needOwn(rooms, message, 'cant_delete_message');
  rooms.world.remove(message);
  return { channel: channel.id, ts: message.ts };
};

const postEphemeral = (args: Json, rooms: Rooms): Json => {
  const channel = needOpenChannel(rooms, args);
  const user = needUser(rooms, args);
  if (!channel.members.has(user.id)) throw new SlackRefusal('user_not_in_channel');
  const content = readContent(args, MAX_POST, false);
  if (!content.text && !content.blocks?.length && !content.attachments?.length)
    throw new SlackRefusal('no_text');
  const identity = readIdentity(args);
  const message = rooms.world.whisper({
    channel: channel.id,
    ...authorOf(rooms, identity),
    ...identity,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    threadTs: readText(args, 'thread_ts'),
    ephemeralFor: user.id,
  });
  return { message_ts: message.ts };
};

const getPermalink = (args: Json, rooms: Rooms): Json => {
  const channel = needChannel(rooms, args);
  const message = channel.messages.get(needText(args, 'message_ts'));
  if (!message) throw new SlackRefusal('message_not_found');
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  const permalink = `${rooms.settings.teamUrl}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink };
};

export const chatMethods: MethodFamily = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
