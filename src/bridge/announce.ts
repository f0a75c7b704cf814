// Tells people directly what a line is about: whose a conversation is now, whose no longer, and who waits for nobody.

import { Failure } from '../core/errors.js';
import type { AgentId } from '../core/id.js';
import type { Log } from '../routing/routing.js';
import type { ThreadWork } from '../routing/sender.js';
import { identityOf } from '../store/agents.js';
import { listLeads } from '../store/alarms.js';
import { findChatbot } from '../store/chatbots.js';
import { readConversationView } from '../store/desk-views.js';
import { listOnCall } from '../store/on-call.js';
import type { Store } from '../store/store.js';
import { assignedCard } from './cards/assigned.js';
import type { Card } from './cards/card.js';
import { lostCard } from './cards/lost.js';
import { onCallCard } from './cards/on-call.js';
import { overdueCard } from './cards/overdue.js';
import type { Desk } from './desk.js';
import { linkOf } from './link-rows.js';
import type { Desks } from './registry.js';
import { tellAgent } from './tell-agent.js';

const given = ['conversation.assigned', 'conversation.transferred'];

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

interface AnnounceHouse {
  readonly store: Store;
  readonly desks: Desks;
  readonly log: Log;
}

/** Tells whoever a posted line concerns. Never throws: the thread already says it. */
export async function announceLine(house: AnnounceHouse, work: ThreadWork, deskName: string): Promise<void> {
  await announceAssignment(house, work, deskName);
  await announceLoss(house, work);
  await announceOverdue(house, work);
  await announceOnCall(house, work);
}

/** Writes to those on call when the posted line says that somebody asked for a person whom nobody hears. */
async function announceOnCall(house: AnnounceHouse, { delivery, conversation }: ThreadWork): Promise<void> {
  const { event, onCall } = delivery.payload;
  if (event !== 'conversation.requested-human' || onCall !== true) return;
  const { organizationId } = conversation;
  try {
    const view = await readConversationView(house.store, conversation);
    const scope = view && { organizationId, id: view.conversation.chatbotId };
    const chatbot = scope && (await findChatbot(house.store, scope));
    // Somebody may have come meanwhile.
    if (!view || !chatbot || view.conversation.status !== 'pending') return;
    const row = { facts: view, url: await linkOf(house.desks, view) };
    const card = onCallCard(row, chatbot, view.conversation.notBefore);
    for (const { id } of await listOnCall(house.store, chatbot, chatbot.routing.onCall))
      await tellAgent(house, { organizationId, id }, card);
  } catch (error) {
    house.log.warn({ err: error, conversationId: conversation.id }, 'nobody on call could be told');
  }
}

/** Writes to those who lead the chatbot when the posted line says that a customer waits too long or for nobody. */
async function announceOverdue(house: AnnounceHouse, { delivery, conversation }: ThreadWork): Promise<void> {
  const sentence = stringOf(delivery.payload.sentence);
  if (delivery.payload.event !== 'conversation.overdue' || !sentence) return;
  const { organizationId } = conversation;
  try {
    const view = await readConversationView(house.store, conversation);
    if (!view) return;
    const card = overdueCard({ facts: view, url: await linkOf(house.desks, view) }, sentence);
    const { chatbotId } = view.conversation;
    for (const { id } of await listLeads(house.store, { organizationId, id: chatbotId }, null))
      await tellAgent(house, { organizationId, id }, card);
  } catch (error) {
    house.log.warn({ err: error, conversationId: conversation.id }, 'nobody could be told of a long wait');
  }
}

/** Writes to the former owner when the posted line says that the house gave the conversation back. */
async function announceLoss(house: AnnounceHouse, { delivery, conversation }: ThreadWork): Promise<void> {
  const { event, actor, fromAgentId } = delivery.payload;
  const by = actor as { kind?: unknown; cause?: unknown } | undefined;
  const agentId = stringOf(fromAgentId);
  const cause = stringOf(by?.cause);
  if (event !== 'conversation.released' || by?.kind !== 'system' || !agentId || !cause) return;
  try {
    const view = await readConversationView(house.store, conversation);
    const card = view && lostCard({ facts: view, url: await linkOf(house.desks, view) }, cause);
    const { organizationId } = conversation;
    if (card) await tellAgent(house, { organizationId, id: agentId as AgentId }, card);
  } catch (error) {
    house.log.warn({ err: error, conversationId: conversation.id }, 'an agent could not be told of a loss');
  }
}

/**
 * Writes to the new owner when the posted line says that someone gave them the conversation. Never throws: the
 * thread already says it, so a direct message that fails is logged and left.
 */
async function announceAssignment(house: AnnounceHouse, work: ThreadWork, deskName: string): Promise<void> {
  const { event, actor, agentId, comment } = work.delivery.payload;
  if (typeof event !== 'string' || !given.includes(event)) return;
  const { organizationId, id, threadRef } = work.conversation;
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
    const desk = house.desks.find(deskName);
    if (desk)
      await tell(desk, { ...identity, team: identity.team || null }, { place: view.place, threadRef, card });
  } catch (error) {
    house.log.warn({ err: error, conversationId: id }, 'an agent could not be told of an assignment');
  }
}

interface News {
  readonly place: { readonly place: string } | null;
  readonly threadRef: string | null;
  readonly card: Card;
}

/** In a message of their own, or, where the desk has no such chat with them, in the thread for their eyes only. */
async function tell(
  desk: Desk,
  to: { readonly team: string | null; readonly user: string },
  { place, threadRef, card }: News,
): Promise<void> {
  try {
    await desk.direct?.(to, card);
  } catch (error) {
    const cannot = error instanceof Failure && (error.class === 'recipient' || error.class === 'policy');
    if (!cannot || !place || !desk.whisper) throw error;
    await desk.whisper({ ...to, place: place.place, threadRef }, card);
  }
}
