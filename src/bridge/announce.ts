// Tells an agent directly that a conversation was given to them.

import type { AgentId } from '../core/id.js';
import type { Log } from '../routing/routing.js';
import type { ThreadWork } from '../routing/sender.js';
import { identityOf } from '../store/agents.js';
import { readConversationView } from '../store/desk-views.js';
import type { Store } from '../store/store.js';
import { assignedCard } from './cards/assigned.js';
import { linkOf } from './link-rows.js';
import type { Desks } from './registry.js';

const given = ['conversation.assigned', 'conversation.transferred'];

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Writes to the new owner when the posted line says that someone gave them the conversation. Never throws: the
 * thread already says it, so a direct message that fails is logged and left.
 */
export async function announceAssignment(
  house: { readonly store: Store; readonly desks: Desks; readonly log: Log },
  work: ThreadWork,
  deskName: string,
): Promise<void> {
  const { event, actor, agentId, comment } = work.delivery.payload;
  if (typeof event !== 'string' || !given.includes(event)) return;
  const { organizationId, id } = work.conversation;
  try {
    const view = await readConversationView(house.store, work.conversation);
    // Whoever owns it by now is told by the line of their own assignment.
    if (!view?.owner || view.owner.id !== (stringOf(agentId) ?? view.owner.id)) return;
    const by = actor as { kind?: unknown; agentId?: unknown; name?: unknown } | undefined;
    if (by?.agentId === view.owner.id) return;
    const identity = await identityOf(
      house.store,
      { organizationId, id: view.owner.id as AgentId },
      deskName,
    );
    if (!identity) return;
    const row = { facts: view, url: await linkOf(house.desks, view) };
    const card = assignedCard(row, by?.kind === 'agent' ? stringOf(by.name) : null, stringOf(comment));
    await house.desks.find(deskName)?.direct?.({ team: identity.team || null, user: identity.user }, card);
  } catch (error) {
    house.log.warn({ err: error, conversationId: id }, 'an agent could not be told of an assignment');
  }
}
