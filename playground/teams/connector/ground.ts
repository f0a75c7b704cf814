// What every connector call stands on, and how conversations are found and refused.
import { type Answer, refuse } from '../faults.js';
import type { Settings } from '../options.js';
import type { Chat, Json, Post } from '../records.js';
import type { World } from '../world.js';
import type { createPacing } from './pacing.js';

export interface Ground {
  readonly settings: Settings;
  readonly world: World;
  readonly pacing: ReturnType<typeof createPacing>;
}

export interface Call {
  readonly method: string;
  /** Below `/service`, decoded piece by piece: `v3`, `conversations`, … */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Json;
}

/** Thrown by a call that is refused. */
export class Refused extends Error {
  constructor(readonly answer: Answer) {
    super('refused');
  }
}

/** Ends the call with this refusal. */
export const refuseCall = (status: number, code?: string, message?: string): never => {
  throw new Refused(refuse(status, code, message));
};

export interface Spot {
  readonly chat: Chat;
  readonly root: string | null;
}

/** The conversation with this id, where the app may be. Throws Refused. */
export const needSpot = ({ world }: Ground, conversation: string): Spot => {
  const [id = '', root] = conversation.split(';messageid=');
  const chat = world.chats.get(id);
  if (!chat) return refuseCall(404, 'ConversationNotFound', 'Conversation not found.');
  if (chat.kind === 'channel' && !chat.team.hasApp) return refuseCall(403);
  if (chat.kind === 'personal' && !chat.person.hasApp)
    return refuseCall(403, 'ForbiddenOperationException', 'The bot is not installed in the personal scope.');
  return { chat, root: root ?? null };
};

/** Refuses what may not be written there now. Throws Refused. */
export const mustTakePosts = ({ chat }: Spot): void => {
  if (chat.kind === 'personal' && chat.person.isBlocking)
    refuseCall(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');
  if (chat.kind === 'channel' && chat.team.closed.has(chat.id))
    refuseCall(403, 'ConversationBlockedByUser', 'The bot may not post in this channel.');
};

/** A post of the app's own, as it may be changed. Throws Refused. */
export const needOwnPost = ({ world }: Ground, { chat }: Spot, id: string, targeted: boolean): Post => {
  const post = world.post(chat.id, id);
  if (!post || post.isDeleted || (post.onlyFor !== null) !== targeted)
    return refuseCall(404, 'ActivityNotFoundInConversation', 'The activity was not found.');
  if (post.author !== null) return refuseCall(403, 'ForbiddenOperationException', 'Not the bot’s own.');
  return post;
};
