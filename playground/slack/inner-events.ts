// Writes the inner event (or events) the app hears about one change in the workspace.
import type { Shapes } from './message-shape.js';
import type { Settings } from './options.js';
import type { Channel, Json, Message } from './records.js';
import type { Change } from './workspace.js';
import type { World } from './world.js';

/** The events of a change, in Slack's order; none when the app isn't in the channel. */
export const readEvents = (settings: Settings, world: World, shapes: Shapes, change: Change): Json[] => {
  switch (change.type) {
    case 'posted':
      return postedEvents(settings, world, shapes, change.message);
    case 'edited':
    case 'tombstoned':
      return changedEvent(settings, world, shapes, change);
    case 'deleted':
      return deletedEvent(settings, world, shapes, change.message);
    case 'reacted':
      return reactionEvent(settings, world, change);
    case 'membership':
      return membershipEvent(settings, change);
    case 'channel':
      return channelEvent(settings, change.channel, change.what);
    case 'user':
      return [
        {
          type: 'user_change',
          user: shapes.user(change.user),
          cache_ts: seconds(settings),
          event_ts: world.nextTs(),
        },
      ];
    default:
      return [];
  }
};

const heard = (settings: Settings, world: World, message: Message): Channel | null => {
  const channel = world.channels.get(message.channel);
  if (!channel?.members.has(settings.botUserId)) return null;
  return message.botId !== null && !settings.sendOwnPosts ? null : channel;
};

const channelType = (channel: Channel): string =>
  ({ public: 'channel', private: 'group', dm: 'im' })[channel.kind];

const rootAuthor = (settings: Settings, channel: Channel, message: Message): Json => {
  const root = message.threadTs ? channel.messages.get(message.threadTs) : undefined;
  return root ? { parent_user_id: root.userId ?? settings.botUserId } : {};
};

const postedEvents = (settings: Settings, world: World, shapes: Shapes, message: Message): Json[] => {
  const channel = heard(settings, world, message);
  if (!channel) return [];
  const base = {
    ...shapes.message(message),
    ...rootAuthor(settings, channel, message),
    channel: channel.id,
    event_ts: message.ts,
  };
  const root = message.threadTs ? channel.messages.get(message.threadTs) : undefined;
  const event: Json = { ...base, channel_type: channelType(channel) };
  if (message.subtype === 'thread_broadcast' && root) event.root = shapes.message(root);
  const mentions = message.userId !== settings.botUserId && message.text.includes(`<@${settings.botUserId}>`);
  if (!mentions || channel.kind === 'dm' || message.botId) return [event];
  const { subtype: _, ...plain } = base as Json;
  return [event, { ...plain, type: 'app_mention' }];
};

const changedEvent = (
  settings: Settings,
  world: World,
  shapes: Shapes,
  { message, previous }: { readonly message: Message; readonly previous: Message },
): Json[] => {
  const channel = heard(settings, world, message);
  if (!channel) return [];
  const ts = message.edited?.ts ?? world.nextTs();
  return [
    {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: channel.id,
      ts,
      event_ts: ts,
      channel_type: channelType(channel),
      message: {
        ...shapes.message(message),
        ...rootAuthor(settings, channel, message),
        source_team: settings.team.id,
        user_team: settings.team.id,
      },
      previous_message: { ...shapes.message(previous), ...rootAuthor(settings, channel, previous) },
    },
  ];
};

const deletedEvent = (settings: Settings, world: World, shapes: Shapes, message: Message): Json[] => {
  const channel = heard(settings, world, message);
  if (!channel) return [];
  const ts = world.nextTs();
  return [
    {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      channel: channel.id,
      ts,
      event_ts: ts,
      deleted_ts: message.ts,
      channel_type: channelType(channel),
      previous_message: { ...shapes.message(message), ...rootAuthor(settings, channel, message) },
    },
  ];
};

const reactionEvent = (
  settings: Settings,
  world: World,
  change: Extract<Change, { type: 'reacted' }>,
): Json[] => {
  const { message } = change;
  if (!world.channels.get(message.channel)?.members.has(settings.botUserId)) return [];
  if (change.user === settings.botUserId && !settings.sendOwnPosts) return [];
  return [
    {
      type: change.added ? 'reaction_added' : 'reaction_removed',
      user: change.user,
      reaction: change.name,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      ...(message.userId ? { item_user: message.userId } : {}),
      event_ts: world.nextTs(),
    },
  ];
};

const membershipEvent = (settings: Settings, change: Extract<Change, { type: 'membership' }>): Json[] => {
  const { channel, user } = change;
  if (!channel.members.has(settings.botUserId) && user !== settings.botUserId) return [];
  return [
    {
      type: change.joined ? 'member_joined_channel' : 'member_left_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: settings.team.id,
      ...(change.by ? { inviter: change.by } : {}),
      event_ts: `${seconds(settings)}.000100`,
    },
  ];
};

const channelEvent = (settings: Settings, channel: Channel, what: string): Json[] => {
  if (what === 'created' || what === 'read' || !channel.members.has(settings.botUserId)) return [];
  const family = channel.kind === 'private' ? 'group' : 'channel';
  const event_ts = `${seconds(settings)}.000100`;
  if (what === 'renamed') {
    return [
      {
        type: `${family}_rename`,
        channel: { id: channel.id, name: channel.name, created: seconds(settings) },
        event_ts,
      },
    ];
  }
  const user = [...channel.members].find((id) => id !== settings.botUserId);
  return [
    {
      type: what === 'archived' ? `${family}_archive` : `${family}_unarchive`,
      channel: channel.id,
      user,
      event_ts,
    },
  ];
};

const seconds = (settings: Settings): number => Math.floor(settings.now() / 1000);
