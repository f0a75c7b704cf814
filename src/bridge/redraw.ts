// Draws what changed again: root cards, the marks on agents' own lines, homes and boards.

import { createHash } from 'node:crypto';
import { systemActor } from '../core/actor.js';
import type { Chatbot } from '../core/chatbot.js';
import type { AgentId, ConversationId, MessageId, Scoped } from '../core/id.js';
import { visibleText } from '../core/message.js';
import { plainWords } from '../core/text.js';
import type { RedrawSubject } from '../routing/sender.js';
import { identityOf } from '../store/agents.js';
import { readConversationView } from '../store/desk-views.js';
import { type MarkFacts, readMark } from '../store/marks.js';
import { findMessage } from '../store/messages.js';
import type { Store } from '../store/store.js';
import { drawOldBoard, redrawBoard } from './boards.js';
import { heldReplyCard } from './cards/alert.js';
import type { Card } from './cards/card.js';
import { lineCard } from './cards/line.js';
import { rootCard } from './cards/root.js';
import type { Mark } from './desk.js';
import { drawHome } from './homes.js';
import type { Desks } from './registry.js';

interface RedrawOptions {
  readonly store: Store;
  readonly desks: Desks;
  /** True for channels that take templates; absent where none does. */
  readonly hasTemplates?: (channelKind: string) => boolean;
  /** True for chatbots whose assistant can propose replies. */
  readonly canSuggest?: (chatbot: Chatbot) => boolean;
}

const marks: readonly Mark[] = ['waiting', 'sent', 'seen', 'failed'];

function markOf({ status, receipt }: Pick<MarkFacts, 'status' | 'receipt'>): Mark {
  if (status === 'dead' || status === 'unknown' || receipt === 'failed') return 'failed';
  if (receipt === 'read') return 'seen';
  return receipt === 'queued' ? 'waiting' : 'sent';
}

/**
 * True while it waits for its channel's door, which is paused (an attempt that finds out whether it still is counts as
 * waiting), or because the platform asked for more than a moment.
 */
function isHeld({ status, error, late }: Pick<MarkFacts, 'status' | 'error' | 'late'>): boolean {
  if (error === null || (status !== 'pending' && status !== 'sending')) return false;
  return error.class === 'auth' || error.class === 'policy' || late;
}

/** A print of what is shown, kept so that an unchanged card costs no call. */
function printOf(card: Card, where: string): string {
  return `${where} ${createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22)}`;
}

async function redrawCard(
  { store, desks, hasTemplates, canSuggest }: RedrawOptions,
  id: Scoped<ConversationId>,
  shown: string | null,
): Promise<string | null> {
  const view = await readConversationView(store, id);
  const ref = view?.conversation.threadRef;
  if (!view?.place || !ref) return shown;
  const card = rootCard({
    ...view,
    hasTemplates: hasTemplates?.(view.channelKind) ?? false,
    canSuggest: canSuggest?.(view.chatbot) ?? false,
  });
  const print = printOf(card, ref);
  if (print === shown) return shown;
  const { desk, team, place } = view.place;
  await desks.find(desk)?.update({ team, place, ref }, { kind: 'card', card, evidence: id.id });
  return print;
}

/** Says in the thread why a reply failed, with the ways out; the mark alone would not tell. */
async function explainFailure(
  { store, desks, hasTemplates }: RedrawOptions,
  id: Scoped<MessageId>,
  facts: MarkFacts,
): Promise<void> {
  const view = await readConversationView(store, {
    organizationId: id.organizationId,
    id: facts.conversationId,
  });
  if (!view?.place || view.conversation.threadRef === null) return;
  const message = await findMessage(store, id);
  const card = lineCard({
    event: facts.status === 'unknown' ? 'delivery.unknown' : 'delivery.dead',
    actor: systemActor('deliver'),
    data: {
      messageId: id.id,
      error: facts.error,
      text: message ? visibleText({ ...message, text: plainWords(message) }) : null,
      hasTemplates: hasTemplates?.(view.channelKind) ?? false,
    },
    conversationId: facts.conversationId,
  });
  const { desk, team, place } = view.place;
  const to = { team, place, threadRef: view.conversation.threadRef };
  await desks.find(desk)?.post(to, { kind: 'card', card, evidence: `failed:${id.id}:${facts.place}` });
}

/** Says in the thread, once, that a reply is kept until its channel takes it. */
async function explainPause(
  { store, desks }: RedrawOptions,
  { organizationId }: Scoped<MessageId>,
  facts: MarkFacts & { readonly evidence: string },
): Promise<void> {
  const view = await readConversationView(store, { organizationId, id: facts.conversationId });
  if (!view?.place || view.conversation.threadRef === null) return;
  const paused = facts.error?.class === 'auth' || facts.error?.class === 'policy';
  const card = heldReplyCard(view.channelKind, facts.error?.sentence ?? '', paused);
  const { desk, team, place } = view.place;
  const to = { team, place, threadRef: view.conversation.threadRef };
  await desks.find(desk)?.post(to, { kind: 'card', card, evidence: facts.evidence });
}

async function redrawMark(
  options: RedrawOptions,
  id: Scoped<MessageId>,
  shown: string | null,
): Promise<string | null> {
  const facts = await readMark(options.store, id);
  if (!facts) return shown;
  const mark = markOf(facts);
  const held = mark === 'waiting' && isHeld(facts);
  // A retry that failed at once is told again, although its mark never changed.
  const drawn = held ? 'held' : mark === 'failed' ? `failed ${facts.place}` : mark;
  if (drawn === shown) return shown;
  const earlier =
    shown === 'held' ? 'waiting' : (marks.find((known) => known === shown?.split(' ')[0]) ?? null);
  if (facts.deskRef !== null && mark !== earlier) {
    const { desk, team, place, ref } = facts.deskRef;
    await options.desks.find(desk)?.mark?.({ team: team || null, place, ref }, mark, earlier);
  }
  if (mark === 'failed') await explainFailure(options, id, facts);
  if (held) await explainPause(options, id, { ...facts, evidence: `held:${id.id}` });
  return drawn;
}

async function redrawHome(
  { store, desks }: RedrawOptions,
  id: Scoped<AgentId>,
  shown: string | null,
): Promise<string | null> {
  const card = await drawHome(store, desks, id);
  if (!card) return shown;
  const print = printOf(card, 'home');
  if (print === shown) return shown;
  for (const desk of desks.all) {
    const identity = desk.home ? await identityOf(store, id, desk.name) : null;
    if (identity) await desk.home?.({ team: identity.team || null, user: identity.user }, card);
  }
  return print;
}

/** Draws a subject's current state unless it is what is shown already. Throws the desk's Failure. */
export function createRedraw(options: RedrawOptions) {
  return async (subject: RedrawSubject, shown: string | null): Promise<{ readonly shown: string | null }> => {
    switch (subject.subject) {
      case 'card':
        return { shown: await redrawCard(options, subject, shown) };
      case 'mark':
        return { shown: await redrawMark(options, subject, shown) };
      case 'home':
        return { shown: await redrawHome(options, subject, shown) };
      case 'board':
        return { shown: await redrawBoard(options, subject, { shown, print: printOf }) };
      case 'old-board':
        await drawOldBoard(options, subject, shown);
        return { shown };
    }
  };
}
