// Message and global shortcuts, and opening the app's home tab.
import type { Done, HomeOpenedGesture, ShortcutGesture } from '../protocol.js';
import type { Json, User } from '../records.js';
import { shapeView } from '../views.js';
import { directMessageId } from '../world.js';
import { ask, GestureRefusal, type Ground, needLine, needPerson, needPlace, shapePayload } from './ground.js';

/** A shortcut of the manifest: `message_action` on a message, else the global `shortcut`. */
export const runShortcut =
  (ground: Ground) =>
  async (gesture: ShortcutGesture): Promise<Done> => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    const isOnMessage = gesture.channel !== undefined && gesture.ts !== undefined;
    const known = rooms.settings.manifest.shortcuts.find(
      (entry) => entry.callbackId === gesture.callbackId && (entry.type === 'message') === isOnMessage,
    );
    if (!known) throw new GestureRefusal('unknown_shortcut', 'The app has no such shortcut.');
    const payload = {
      ...shapePayload(ground, isOnMessage ? 'message_action' : 'shortcut', user),
      callback_id: known.callbackId,
      trigger_id: rooms.triggers.createTrigger(user.id),
      action_ts: rooms.world.nextTs(),
      ...(isOnMessage ? describeMessage(ground, gesture.channel ?? '', gesture.ts ?? '', user) : {}),
    };
    await ask(ground, 'interactive', payload, user);
    return { ok: true };
  };

const describeMessage = (ground: Ground, channelId: string, ts: string, user: User): Json => {
  const { rooms } = ground;
  const channel = needPlace(ground, channelId, user.id);
  const message = needLine(channel, ts);
  const place = { userId: user.id, channel: channel.id, ts: message.ts, isEphemeral: false };
  return {
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: rooms.shapes.message(message, true),
    response_url: `${rooms.baseUrl()}/response/${rooms.triggers.createResponseKey(place)}`,
  };
};

/** Opening the home tab tells the app, which then publishes its view. */
export const openHome =
  (ground: Ground) =>
  (gesture: HomeOpenedGesture): Done => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    const view = rooms.views.homeOf(user.id);
    ground.events.emit({
      type: 'app_home_opened',
      user: user.id,
      channel: directMessageId(user.id),
      tab: gesture.tab ?? 'home',
      ...(view ? { view: shapeView(rooms.settings, view) } : {}),
      event_ts: rooms.world.nextTs(),
    });
    return { ok: true };
  };
