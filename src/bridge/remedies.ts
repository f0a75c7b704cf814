// Fits a refusal's way out to the conversation it is about: its channel's name, and only what that channel can do.

import { type Conversation, showReference } from '../core/conversation.js';
import { Refusal } from '../core/errors.js';
import { findChannel } from '../store/chatbots.js';
import { findConversationById, findConversationByThread } from '../store/conversations.js';
import { channelName } from './cards/prose.js';
import type { BridgeHouse } from './house.js';
import type { Invocation } from './invocation.js';

/** The conversation that a gesture stands at; null when only its arguments would tell. */
function findStandpoint({ routing }: BridgeHouse, invocation: Invocation): Promise<Conversation | null> {
  const { conversationId, desk, team, place, threadRef } = invocation;
  if (conversationId !== null) return findConversationById(routing.store, conversationId);
  if (place === null || threadRef === null) return Promise.resolve(null);
  return findConversationByThread(routing.store, { desk, team, place, threadRef });
}

/**
 * A closed reply window, told in the channel's own name and with a template only where it takes some; the remedy names
 * the conversation, so that it works wherever the refusal is read. Every other error comes back as it is.
 */
export async function fitRefusal(
  house: BridgeHouse,
  error: unknown,
  about: Conversation | Invocation | null,
): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'window-closed' || about === null) return error;
  const conversation = 'mouth' in about ? await findStandpoint(house, about) : about;
  if (!conversation) return error;
  const { organizationId, channelId } = conversation;
  const door = await findChannel(house.routing.store, { organizationId, id: channelId });
  if (!door) return error;
  const remedies = error.remedies
    .filter(({ command }) => command !== 'template' || house.templates?.has(door.kind))
    .map((remedy) => ({ ...remedy, args: remedy.args ?? showReference(conversation) }));
  return new Refusal('window-closed', { channel: channelName(door.kind), ...error.detail }, remedies);
}
