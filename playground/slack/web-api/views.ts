// views.*: open, push and update modals, publish home tabs.
import { checkView, MAX_VIEW_BYTES } from '../block-limits.js';
import type { Json, View } from '../records.js';
import { shapeView } from '../views.js';
import { type MethodFamily, needText, type Rooms, readObject, readText, SlackRefusal } from './call.js';
import { refuseBlocks } from './chat.js';

const readView = (args: Json, surface: 'modal' | 'home'): Json => {
  const view = readObject(args, 'view', 'invalid_arguments');
  if (!view)
    throw new SlackRefusal('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: view'] },
    });
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const problems = checkView(view, surface);
  if (problems.length > 0) throw refuseBlocks('invalid_arguments', problems);
  return view;
};

const needNewExternalId = ({ views }: Rooms, view: Json, known: View | null = null): void => {
  if (typeof view.external_id !== 'string' || view.external_id === '') return;
  const other = views.findExternal(view.external_id);
  if (other && other !== known) throw new SlackRefusal('duplicate_external_id');
};

const needTrigger = ({ triggers }: Rooms, args: Json): string => {
  const trigger = triggers.exchange(needText(args, 'trigger_id'));
  if (typeof trigger === 'string') throw new SlackRefusal(trigger);
  return trigger.userId;
};

const open = (args: Json, rooms: Rooms): Json => {
  const view = readView(args, 'modal');
  needNewExternalId(rooms, view);
  return { view: shapeView(rooms.settings, rooms.views.open(needTrigger(rooms, args), view)) };
};

const push = (args: Json, rooms: Rooms): Json => {
  const view = readView(args, 'modal');
  needNewExternalId(rooms, view);
  const pushed = rooms.views.push(needTrigger(rooms, args), view);
  if (!pushed) throw new SlackRefusal('push_limit_reached');
  return { view: shapeView(rooms.settings, pushed) };
};

const checkHash = (args: Json, view: View | null): void => {
  const hash = readText(args, 'hash');
  if (hash !== null && view !== null && hash !== view.hash) throw new SlackRefusal('hash_conflict');
};

const update = (args: Json, rooms: Rooms): Json => {
  const viewId = readText(args, 'view_id');
  const known =
    viewId !== null ? rooms.views.find(viewId) : rooms.views.findExternal(needText(args, 'external_id'));
  if (!known) throw new SlackRefusal('not_found');
  const body = readView(args, known.type);
  checkHash(args, known);
  needNewExternalId(rooms, body, known);
  rooms.views.update(known, body);
  return { view: shapeView(rooms.settings, known) };
};

const publish = (args: Json, rooms: Rooms): Json => {
  const userId = needText(args, 'user_id');
  if (!rooms.world.users.has(userId)) throw new SlackRefusal('user_not_found');
  if (!rooms.settings.manifest.hasHomeTab) throw new SlackRefusal('not_enabled');
  const body = readView(args, 'home');
  checkHash(args, rooms.views.homeOf(userId));
  return { view: shapeView(rooms.settings, rooms.views.publish(userId, body)) };
};

export const viewMethods: MethodFamily = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
