// What every gesture stands on: the rooms, the way to the app, and how a gesture is refused.
import type { AppLink, Reply, SendKind } from '../deliver.js';
import type { Events } from '../events.js';
import type { Refusal } from '../protocol.js';
import type { Channel, Json, Message, User } from '../records.js';
import type { Rooms } from '../web-api/call.js';

export interface Ground {
  readonly rooms: Rooms;
  readonly link: AppLink;
  readonly events: Events;
  /** Shows a user a passing line. */
  readonly toast: (userId: string, level: 'error' | 'info', code: string, text: string) => void;
}

/** Why a gesture wasn't done, in a sentence for the user. */
export class GestureRefusal extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** Makes a gesture answer its refusals instead of throwing them. */
export const answering =
  <Gesture, Answer>(carryOut: (gesture: Gesture) => Promise<Answer> | Answer) =>
  async (gesture: Gesture): Promise<Answer | Refusal> => {
    try {
      return await carryOut(gesture);
    } catch (error) {
      if (error instanceof GestureRefusal) return { ok: false, error: error.code, text: error.message };
      throw error;
    }
  };

export const needPerson = ({ rooms }: Ground, id: string): User => {
  const user = rooms.world.users.get(id);
  if (!user || user.isBot || user.deleted)
    throw new GestureRefusal('user_not_found', 'There is no such person here.');
  return user;
};

/** A channel the user is in. */
export const needPlace = ({ rooms }: Ground, channelId: string, userId: string): Channel => {
  const channel = rooms.world.channels.get(channelId);
  if (!channel) throw new GestureRefusal('channel_not_found', 'There is no such channel.');
  if (!channel.members.has(userId)) throw new GestureRefusal('not_in_channel', 'Join the channel first.');
  return channel;
};

export const needOpenPlace = (ground: Ground, channelId: string, userId: string): Channel => {
  const channel = needPlace(ground, channelId, userId);
  if (channel.isArchived) throw new GestureRefusal('is_archived', 'This channel is archived.');
  return channel;
};

export const needLine = (channel: Channel, ts: string): Message => {
  const message = channel.messages.get(ts);
  if (!message || message.subtype === 'tombstone')
    throw new GestureRefusal('message_not_found', 'That message is gone.');
  return message;
};

/** The members every interactive payload has. */
export const shapePayload = ({ rooms: { settings } }: Ground, type: string, user: User): Json => ({
  type,
  team: { id: settings.team.id, domain: settings.team.domain },
  user: { id: user.id, username: user.name, name: user.name, team_id: settings.team.id },
  api_app_id: settings.appId,
  token: 'x',
  is_enterprise_install: false,
  enterprise: null,
});

/** Sends a payload and refuses the gesture when the app doesn't answer as it must. */
export const ask = async (ground: Ground, kind: SendKind, payload: Json, user: User): Promise<Reply> => {
  const reply = await ground.link.send(kind, payload);
  if (reply.failure === null) return reply;
  const code = failureCode(reply);
  const what =
    kind === 'slash_commands'
      ? `${String(payload.command)} failed with the error "${code}"`
      : `The app did not answer ("${code}").`;
  ground.toast(user.id, 'error', code, what);
  throw new GestureRefusal(code, what);
};

const failureCode = (reply: Reply): string => {
  if (reply.failure === 'http_timeout') return 'operation_timeout';
  if (reply.failure === 'connection_failed') return 'dispatch_failed';
  return reply.status >= 500 ? 'http_service_error' : 'http_client_error';
};
