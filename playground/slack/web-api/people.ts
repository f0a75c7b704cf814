// users.*, usergroups.*, team.info, bots.info: who is there.
import type { Json } from '../records.js';
import {
  type MethodFamily,
  needText,
  needUser,
  type Rooms,
  readPage,
  readText,
  SlackRefusal,
} from './call.js';

const lookupByEmail = (args: Json, { world, shapes }: Rooms): Json => {
  const email = needText(args, 'email').toLowerCase();
  const user = [...world.users.values()].find(
    (entry) => entry.email?.toLowerCase() === email && !entry.deleted,
  );
  if (!user) throw new SlackRefusal('users_not_found');
  return { user: shapes.user(user) };
};

const list = (args: Json, { world, shapes }: Rooms): Json => {
  const { items, next_cursor } = readPage(args, [...world.users.values()]);
  return { members: items.map(shapes.user), cache_ts: 1_790_000_000, response_metadata: { next_cursor } };
};

const getPresence = (args: Json, rooms: Rooms): Json => {
  const user = needUser(rooms, { user: readText(args, 'user') ?? rooms.settings.botUserId });
  return { presence: user.presence, online: user.presence === 'active' };
};

const teamInfo = (_args: Json, { settings }: Rooms): Json => ({
  team: { ...settings.team, email_domain: '', icon: { image_default: true } },
});

const botInfo = (args: Json, { settings, shapes }: Rooms): Json => {
  if ((readText(args, 'bot') ?? settings.botId) !== settings.botId) throw new SlackRefusal('bot_not_found');
  return { bot: { ...shapes.botProfile, user_id: settings.botUserId, icons: {}, updated: 1_790_000_000 } };
};

export const peopleMethods: MethodFamily = {
  'users.info': (args, rooms) => ({ user: rooms.shapes.user(needUser(rooms, args)) }),
  'users.lookupByEmail': lookupByEmail,
  'users.list': list,
  'users.getPresence': getPresence,
  'usergroups.list': () => ({ usergroups: [] }),
  'usergroups.users.list': () => {
    throw new SlackRefusal('no_such_subteam');
  },
  'team.info': teamInfo,
  'bots.info': botInfo,
};
