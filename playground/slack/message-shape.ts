// Writes a message, a user, a channel or a file the way Slack's JSON has it.
import type { Settings } from './options.js';
import type { Channel, FileRecord, Json, Message, User } from './records.js';

export type Shapes = ReturnType<typeof createShapes>;

interface Ground {
  readonly settings: Settings;
  readonly baseUrl: () => string;
}

/** Creates the writers; `baseUrl` is asked each time because a port may be known late. */
export const createShapes = (settings: Settings, baseUrl: () => string) => {
  const ground = { settings, baseUrl };
  return {
    file: (record: FileRecord): Json => shapeFile(ground, record),
    message: (record: Message, withMetadata = false): Json => shapeMessage(ground, record, withMetadata),
    channel: (record: Channel): Json => shapeChannel(ground, record),
    user: (record: User): Json => shapeUser(ground, record),
    botProfile: shapeBot(settings),
  };
};

const shapeBot = (settings: Settings): Json => ({
  id: settings.botId,
  app_id: settings.appId,
  name: settings.manifest.botName,
  team_id: settings.team.id,
  deleted: false,
});

const shapeFile = ({ settings, baseUrl }: Ground, record: FileRecord): Json => {
  if (record.isDeleted) return { id: record.id, mode: 'tombstone' };
  const path = `${baseUrl()}/files-pri/${settings.team.id}-${record.id}`;
  const extension = record.name.includes('.') ? (record.name.split('.').pop() ?? '') : '';
  return {
    id: record.id,
    created: Math.floor(record.createdAt / 1000),
    timestamp: Math.floor(record.createdAt / 1000),
    name: record.name,
    title: record.title,
    mimetype: record.mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: record.userId,
    user_team: settings.team.id,
    size: record.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    url_private: `${path}/${encodeURIComponent(record.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(record.name)}`,
    permalink: `${settings.teamUrl}/files/${record.userId}/${record.id}/${encodeURIComponent(record.name)}`,
    has_rich_preview: false,
    file_access: 'visible',
    shares: fileShares(record),
  };
};

const shapeMessage = (ground: Ground, record: Message, withMetadata: boolean): Json => {
  const { settings } = ground;
  const shape: Json = { type: 'message', ts: record.ts, text: record.text, team: settings.team.id };
  if (record.subtype === 'tombstone') return { ...shape, ...tombstone(record), ...threadFields(record) };
  if (record.subtype) shape.subtype = record.subtype;
  if (record.userId) shape.user = record.userId;
  if (record.botId) Object.assign(shape, { bot_id: record.botId, app_id: settings.appId });
  if (record.botId && record.userId) shape.bot_profile = shapeBot(settings);
  if (record.username) shape.username = record.username;
  if (record.iconEmoji) shape.icons = { emoji: record.iconEmoji };
  else if (record.iconUrl) shape.icons = { image_48: record.iconUrl };
  if (record.clientMsgId) shape.client_msg_id = record.clientMsgId;
  if (record.blocks.length > 0) shape.blocks = record.blocks;
  if (record.attachments.length > 0) shape.attachments = record.attachments;
  if (record.files.length > 0)
    Object.assign(shape, {
      files: record.files.map((file) => shapeFile(ground, file)),
      upload: false,
      display_as_bot: false,
    });
  if (record.edited) shape.edited = record.edited;
  if (record.reactions && record.reactions.size > 0) {
    shape.reactions = [...record.reactions].map(([name, users]) => ({ name, users, count: users.length }));
  }
  if (withMetadata && record.metadata) shape.metadata = record.metadata;
  return Object.assign(shape, threadFields(record));
};

const shapeChannel = ({ settings }: Ground, record: Channel): Json => ({
  id: record.id,
  ...(record.kind === 'dm'
    ? { is_im: true, user: [...record.members].find((id) => id !== settings.botUserId) }
    : { name: record.name, name_normalized: record.name, num_members: record.members.size, is_im: false }),
  is_channel: record.kind === 'public',
  is_group: record.kind === 'private',
  is_mpim: false,
  is_private: record.kind !== 'public',
  is_archived: record.isArchived,
  is_general: false,
  is_shared: false,
  is_ext_shared: false,
  is_org_shared: false,
  is_member: record.members.has(settings.botUserId),
  created: Math.floor(record.createdAt / 1000),
  topic: { value: record.topic, creator: '', last_set: 0 },
  purpose: { value: '', creator: '', last_set: 0 },
  context_team_id: settings.team.id,
});

const shapeUser = ({ settings, baseUrl }: Ground, record: User): Json => {
  const picture = record.avatarUrl ?? `${baseUrl()}/avatar/${record.id}.svg`;
  return {
    id: record.id,
    team_id: settings.team.id,
    name: record.name,
    real_name: record.realName,
    deleted: record.deleted,
    tz: record.timezone,
    is_bot: record.isBot,
    is_app_user: false,
    is_restricted: record.isRestricted,
    is_ultra_restricted: false,
    is_admin: false,
    is_owner: false,
    updated: 1_790_000_000,
    profile: {
      real_name: record.realName,
      display_name: record.isBot ? '' : record.name,
      ...(record.email === null ? {} : { email: record.email }),
      image_24: picture,
      image_48: picture,
      image_72: picture,
      image_192: picture,
      image_512: picture,
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      team: settings.team.id,
    },
  };
};

const threadFields = (record: Message): Json => {
  if (record.threadTs) return { thread_ts: record.threadTs };
  if (record.replyCount === 0) return {};
  const users = [...(record.replyUsers ?? [])];
  return {
    thread_ts: record.ts,
    reply_count: record.replyCount,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: record.latestReplyTs,
    is_locked: false,
    subscribed: false,
  };
};

const tombstone = (record: Message): Json => ({
  subtype: 'tombstone',
  user: 'USLACKBOT',
  hidden: true,
  thread_ts: record.ts,
  parent_user_id: 'USLACKBOT',
});

const fileShares = (record: FileRecord): Json => {
  const shares: Record<'public' | 'private', Record<string, Json[]>> = { public: {}, private: {} };
  for (const share of record.shares) {
    const inKind = shares[share.isPublic ? 'public' : 'private'];
    const entry = { ts: share.ts, ...(share.threadTs ? { thread_ts: share.threadTs } : {}) };
    inKind[share.channel] = [...(inKind[share.channel] ?? []), entry];
  }
  return shares;
};
