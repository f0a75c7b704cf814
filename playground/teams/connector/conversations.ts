// Opens threads in channels and personal chats, by the rules the live connector was seen to have.
import { isRecord } from '../../wire/http.js';
import type { Answer } from '../faults.js';
import type { Json } from '../records.js';
import { addPost, keepPace } from './activities.js';
import { type Call, type Ground, mustTakePosts, needSpot, refuseCall } from './ground.js';

/** `POST v3/conversations`. Throws Refused. */
export const createConversation = (ground: Ground, { body }: Call): Answer => {
  if (body.tenantId !== ground.settings.tenantId)
    return refuseCall(401, 'Unauthorized', 'Authorization has been denied for this request.');
  if (body.isGroup === true) return openThread(ground, body);
  return openPersonal(ground, body);
};

const openThread = (ground: Ground, body: Json): Answer => {
  const channelData = isRecord(body.channelData) ? body.channelData : {};
  const channel = isRecord(channelData.channel) ? channelData.channel.id : undefined;
  if (typeof channel !== 'string' || !isRecord(body.activity)) return refuseCreation();
  const spot = needSpot(ground, channel);
  if (spot.chat.kind !== 'channel') return refuseCreation();
  mustTakePosts(spot);
  keepPace(ground, channel);
  const { id } = addPost(ground, { chat: spot.chat, root: null }, body.activity);
  return { status: 201, body: { id: `${channel};messageid=${id}`, activityId: id } };
};

const openPersonal = (ground: Ground, body: Json): Answer => {
  const members = Array.isArray(body.members) ? body.members.filter(isRecord) : [];
  const [member] = members;
  if (members.length !== 1 || !String(member?.id).startsWith('29:')) return refuseCreation();
  const person = [...ground.world.people.values()].find(({ mri }) => mri === member?.id);
  if (!person) return refuseCall(400, 'BadArgument', 'Failed to decrypt pairwise id');
  if (!person.hasApp)
    return refuseCall(403, 'ForbiddenOperationException', 'The bot is not installed in the personal scope.');
  const chat = ground.world.openPersonal(person);
  const spot = { chat, root: null };
  mustTakePosts(spot);
  if (isRecord(body.activity)) addPost(ground, spot, body.activity);
  return { status: 201, body: { id: chat.id } };
};

const refuseCreation = (): never =>
  refuseCall(400, 'BadSyntax', 'Incorrect conversation creation parameters');
