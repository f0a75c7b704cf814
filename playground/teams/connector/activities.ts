// Posting, changing and deleting activities, those for everyone and those for one member.

import { isRecord } from '../../wire/http.js';
import type { Answer } from '../faults.js';
import type { Json, Person, Post } from '../records.js';
import {
  type Call,
  type Ground,
  mustTakePosts,
  needOwnPost,
  needSpot,
  Refused,
  refuseCall,
  type Spot,
} from './ground.js';
import { type Content, isAnswer, readContent } from './incoming.js';

/** `POST v3/conversations/{id}/activities[/{reply to}]`. Throws Refused. */
export const postActivity = (ground: Ground, { path, query, body }: Call): Answer => {
  const spot = needSpot(ground, path[2] ?? '');
  mustTakePosts(spot);
  keepPace(ground, path[2] ?? '');
  if (body.type === 'typing') return { status: 202, body: { id: ground.world.nextId() } };
  if (isTargeted(query)) return { status: 201, body: { id: postTargeted(ground, spot, body).id } };
  return { status: 201, body: { id: addPost(ground, spot, body).id } };
};

/** `PUT v3/conversations/{id}/activities/{id}`. Throws Refused. */
export const changeActivity = (ground: Ground, { path, query, body }: Call): Answer => {
  const spot = needSpot(ground, path[2] ?? '');
  keepPace(ground, path[2] ?? '');
  const targeted = isTargeted(query);
  if (targeted && body.recipient !== undefined)
    refuseCall(400, 'BadArgument', 'Recipient must not be present when a targeted message is changed.');
  const post = needOwnPost(ground, spot, path[4] ?? '', targeted);
  const { text, format, cards, attachments, entities, mentions } = needContent(body);
  ground.world.changePost(post, { text, format, cards, attachments, entities, mentions });
  return { status: 200, body: { id: post.id } };
};

/** `DELETE v3/conversations/{id}/activities/{id}`. Throws Refused. */
export const removeActivity = (ground: Ground, { path, query }: Call): Answer => {
  const spot = needSpot(ground, path[2] ?? '');
  ground.world.removePost(needOwnPost(ground, spot, path[4] ?? '', isTargeted(query)));
  return { status: 200, body: null };
};

/** Writes an activity down where it belongs. Throws Refused. */
export const addPost = (
  ground: Ground,
  { chat, root }: Spot,
  activity: Json,
  onlyFor: Person | null = null,
): Post => {
  if (root !== null) mustHaveRoot(ground, chat.id, root);
  const content = needContent(activity);
  return ground.world.addPost({
    chat: chat.id,
    author: null,
    root: chat.kind === 'channel' ? root : null,
    onlyFor: onlyFor?.id ?? null,
    ...content,
  });
};

const postTargeted = (ground: Ground, spot: Spot, activity: Json): Post => {
  const recipient = isRecord(activity.recipient) ? activity.recipient : {};
  if (spot.chat.kind === 'personal')
    refuseCall(400, 'BadArgument', 'Targeted messages are not supported in personal chats.');
  if (typeof recipient.id !== 'string' || recipient.isTargeted !== true)
    return refuseCall(400, 'BadArgument', 'Recipient is required for a targeted message.');
  const person = [...ground.world.people.values()].find(({ mri }) => mri === recipient.id);
  const isMember = person && spot.chat.kind === 'channel' && spot.chat.team.members.has(person.id);
  if (!person || !isMember)
    return refuseCall(400, 'BadArgument', 'The recipient is not a member of the conversation.');
  return addPost(ground, spot, activity, person);
};

const mustHaveRoot = ({ world }: Ground, chat: string, root: string): void => {
  const post = world.post(chat, root);
  if (!post || post.isDeleted || post.root !== null) refuseCall(404);
};

const needContent = (activity: Json): Content => {
  const content = readContent(activity);
  if (isAnswer(content)) throw new Refused(content);
  return content;
};

const isTargeted = (query: URLSearchParams): boolean => query.get('isTargetedActivity') === 'true';

/** Counts towards the limits of the thread. Throws Refused. */
export const keepPace = ({ pacing, settings }: Ground, thread: string): void => {
  const waitSeconds = pacing.take(thread);
  if (waitSeconds === null) return;
  const error = { code: 'Throttled', message: 'Too many requests.' };
  throw new Refused({
    status: 429,
    body: { error },
    ...(settings.pacing === 'header' ? { headers: { 'retry-after': String(waitSeconds) } } : {}),
  });
};
