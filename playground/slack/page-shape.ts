// Writes the workspace the way the page wants it.

import { isRecord } from '../wire/http.js';
import type { Settings } from './options.js';
import type { Block, PageChannel, PageFile, PageMessage, PageUser, PageView, PlainText } from './protocol.js';
import type { Channel, FileRecord, Json, Message, User, View } from './records.js';
import type { World } from './world.js';

export type PageShapes = ReturnType<typeof createPageShapes>;

/** Creates the writers for one workspace. */
export const createPageShapes = (settings: Settings, world: World) => {
  const user = (record: User): PageUser => ({
    id: record.id,
    name: record.name,
    displayName: record.realName,
    isBot: record.isBot,
    avatarUrl: record.avatarUrl,
    avatarColor: record.avatarColor,
    deleted: record.deleted,
  });

  const channel = (record: Channel, forUser: string): PageChannel => ({
    id: record.id,
    name: record.kind === 'dm' ? settings.manifest.botName : record.name,
    kind: record.kind,
    topic: record.topic,
    isArchived: record.isArchived,
    hasApp: record.members.has(settings.botUserId),
    unreadCount: record.lineCount - (record.seen.get(forUser) ?? 0),
  });

  const message = (record: Message): PageMessage => ({
    channel: record.channel,
    ts: record.ts,
    threadTs: record.threadTs,
    author: shapeAuthor(settings, world, record),
    text: record.text,
    blocks: record.blocks as readonly Json[] as readonly Block[],
    attachments: record.attachments as readonly Json[] as readonly Block[],
    files: record.files.filter((entry) => !entry.isDeleted).map(file),
    reactions: [...(record.reactions ?? [])].map(([name, users]) => ({ name, users })),
    edited: record.edited !== null && record.botId === null,
    isTombstone: record.subtype === 'tombstone',
    isBroadcast: record.subtype === 'thread_broadcast',
    isEphemeral: record.ephemeralFor !== null,
    replyCount: record.replyCount,
    latestReplyTs: record.latestReplyTs,
    replyUsers: [...(record.replyUsers ?? [])],
    isSystem: record.subtype === 'channel_join' || record.subtype === 'channel_leave',
  });

  return { user, channel, message, file };
};

const shapeAuthor = (settings: Settings, world: World, record: Message): PageMessage['author'] => {
  const known = record.userId === null ? undefined : world.users.get(record.userId);
  return {
    userId: record.userId,
    name: record.username ?? known?.realName ?? settings.manifest.botName,
    isApp: record.botId !== null,
    avatarUrl: record.iconUrl ?? (record.username ? null : (known?.avatarUrl ?? null)),
    avatarEmoji: record.iconEmoji?.replaceAll(':', '') ?? null,
    avatarColor: known?.avatarColor ?? nameColor(record.username ?? ''),
  };
};

const file = (record: FileRecord): PageFile => ({
  id: record.id,
  name: record.name,
  title: record.title,
  mimetype: record.mimetype,
  size: record.size,
  path: `/file/${record.id}`,
});

export const shapePageView = (view: View): PageView => ({
  id: view.id,
  type: view.type,
  title: readPlain(view.body.title),
  submit: readPlain(view.body.submit),
  close: readPlain(view.body.close),
  blocks: (Array.isArray(view.body.blocks) ? view.body.blocks : []) as readonly Block[],
  hash: view.hash,
  rootViewId: view.rootViewId,
  previousViewId: view.previousViewId,
});

const readPlain = (value: unknown): PlainText | null =>
  isRecord(value) && typeof value.text === 'string' ? { type: 'plain_text', text: value.text } : null;

const NAME_COLORS = ['#3b7a57', '#8a5a9e', '#b0603a', '#3d6fa8', '#9a4a5f', '#5f7a2f'];

/** The same name always has the same colour. */
const nameColor = (name: string): string => {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return NAME_COLORS[sum % NAME_COLORS.length] ?? '#3d6fa8';
};
