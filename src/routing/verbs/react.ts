// An agent reacts to what a customer wrote: the customer sees it where their channel can show it.

import type { DeskRefParts } from '../../core/desk-ref.js';
import type { ConversationId } from '../../core/id.js';
import { findAgentByIdentity } from '../../store/agents.js';
import { findChannel } from '../../store/chatbots.js';
import { findConversation } from '../../store/conversations.js';
import { setReaction } from '../../store/reactions.js';
import { findMessageOfPost, readAgentReaction } from '../../store/thread-posts.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';

/** Tells whether a channel kind shows reactions; handed in, so that verbs know no channel. */
export interface ReactAbility {
  canReact(kind: string): boolean;
}

export interface ReactInput extends DeskRefParts {
  readonly user: string;
  /** Unicode; null for an emoji of the desk's own. */
  readonly emoji: string | null;
  readonly removed: boolean;
}

/**
 * `theirs`: it stays on the desk, because the post is no customer's, the person does not have the conversation or
 * the channel shows no reactions; `no-emoji` and `window-closed`: the customer would have seen it and does not.
 */
export interface ReactOutcome {
  readonly outcome: 'reacted' | 'taken-back' | 'unchanged' | 'theirs' | 'no-emoji' | 'window-closed';
  readonly conversationId?: ConversationId;
}

const theirs: ReactOutcome = { outcome: 'theirs' };

/** Sends the owner's reaction to the customer, or takes it back. The same gesture heard twice is one reaction. */
export async function react(
  routing: Routing,
  input: ReactInput,
  abilities: ReactAbility,
): Promise<ReactOutcome> {
  const { store } = routing;
  const { desk, team, user, emoji } = input;
  const agent = await findAgentByIdentity(store, { desk, team, user });
  if (!agent || agent.deactivatedAt) return theirs;
  const found = await findMessageOfPost(store, agent, input);
  if (!found) return theirs;
  const { organizationId, conversationId } = found;
  const conversation = await findConversation(store, { organizationId, id: conversationId });
  const door = conversation && (await findChannel(store, { organizationId, id: conversation.channelId }));
  if (!door || !abilities.canReact(door.kind)) return theirs;
  if (emoji === null) return input.removed ? theirs : { outcome: 'no-emoji', conversationId };

  return store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent, conversationId });
    const { writing, actor } = gate;
    if (gate.conversation.ownerId !== agent.id) return theirs;
    const { replyUntil } = gate.conversation;
    if (!input.removed && replyUntil && replyUntil.getTime() <= Date.now())
      return { outcome: 'window-closed', conversationId };
    const before = await readAgentReaction(tx, found);
    // A removed emoji that another one replaced meanwhile is no longer what the customer sees.
    if (input.removed ? before !== emoji : before === emoji) return { outcome: 'unchanged', conversationId };
    const now = input.removed ? null : emoji;
    await setReaction(tx, found, 'agent', now);
    await writing.event('message.reacted', actor, { messageId: found.id, emoji: now });
    await writing.deliver('customer', {
      kind: 'reaction',
      messageId: found.id,
      payload: { messageId: found.id, emoji: now },
    });
    await writing.finish();
    return { outcome: now === null ? 'taken-back' : 'reacted', conversationId };
  });
}
