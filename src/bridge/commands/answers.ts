// The answers that commands share: confirmations that stay silent where the thread already tells.

import { type Conversation, showReference } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { type ConversationView, readConversationView } from '../../store/desk-views.js';
import type { Button, Card } from '../cards/card.js';
import { noticeCard } from '../cards/notice.js';
import { linkOf } from '../link-rows.js';
import { type Answer, type Context, isInThread, nothing } from './command.js';

/** Shows a card. */
export function showCard(card: Card): Answer {
  return { show: 'card', card };
}

/** Shows one sentence. */
export function showNotice(sentence: string, detail?: string): Answer {
  return showCard(noticeCard(sentence, detail));
}

/** The conversation with everything cards are drawn from. Throws Refusal when it is gone. */
export async function viewOf(context: Context, conversation: Conversation): Promise<ConversationView> {
  const view = await readConversationView(context.house.routing.store, conversation);
  if (!view) throw new Refusal('unknown-conversation');
  return view;
}

/** Confirms what was done, with the thread's link; silent in the thread itself, where its own line says it. */
export async function confirmDone(
  context: Context,
  conversation: Conversation,
  done: string,
): Promise<Answer> {
  // The home redraws by itself.
  if (context.invocation.via === 'home' || isInThread(context.invocation, conversation)) return nothing;
  const view = await viewOf(context, conversation);
  const url = await linkOf(context.house.desks, view);
  const card = noticeCard(`✅ ${showReference(conversation)} ${done}.`);
  if (url === null) return showCard(card);
  return showCard({
    ...card,
    parts: [...card.parts, { kind: 'controls', controls: [{ kind: 'link', label: 'Open thread', url }] }],
  });
}

/**
 * Says it to who takes a conversation while offline: they work unseen, and lose it once its customer waits for them.
 * The home shows their presence anyway.
 */
export function tellIfOffline({ agent, invocation }: Context, done: Answer): Answer {
  if (agent.presence !== 'offline' || invocation.via === 'home') return done;
  const why =
    'You are ⚪ offline: no chats are given to you, and this one may go back to the queue while its customer waits for you.';
  const before = done.show === 'card' ? done.card : null;
  const online: Button = { kind: 'button', label: 'Go online', ask: { word: 'online' } };
  return showCard({
    fallback: before ? `${before.fallback} ${why}` : why,
    parts: [...(before?.parts ?? []), ...noticeCard(why).parts, { kind: 'controls', controls: [online] }],
  });
}
