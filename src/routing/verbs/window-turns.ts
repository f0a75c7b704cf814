// The reply window's own turns: an hour before it closes people are warned, when it closes they are told.

import { systemActor } from '../../core/actor.js';
import type { Conversation } from '../../core/conversation.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { readWindow, type WindowState, warningMs } from '../../core/reply-window.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { listDueWindows, lockDueWindow } from '../../store/windows.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import type { Routing } from '../routing.js';

const atOnce = 100;
/** How old what a card says of the time left may become. */
const cardAgeMs = 60 * 60 * 1000;

/** One round over the windows that are due; resolves with how many. */
export async function lookAtWindows(routing: Routing): Promise<number> {
  const due = await listDueWindows(routing.store, atOnce);
  for (const scope of due)
    await routing.store
      .transaction((tx) => turnWindow(tx, scope))
      .catch((error: unknown) =>
        routing.log.warn({ err: error, ...scope }, 'a window could not be looked at'),
      );
  return due.length;
}

async function turnWindow(tx: Tx, scope: Scoped<ConversationId>): Promise<void> {
  const conversation = await lockDueWindow(tx, scope);
  if (!conversation) return;
  const writing = await beginWriting(tx, conversation);
  const people = conversation.status === 'pending' || conversation.status === 'active';
  const now = new Date();
  // While the assistant has it, or nobody, there is no one to tell: the request for a person looks again.
  writing.change({ windowDueAt: people ? nextLook(conversation, now) : null });
  if (people) {
    const event = eventOf(readWindow(conversation, now));
    if (event) await tell(writing, event);
    await redrawCard(tx, scope);
  }
  await writing.finish();
}

type WindowEvent = 'window.closing' | 'window.closed';

function eventOf(state: WindowState): WindowEvent | null {
  if (state === 'closing') return 'window.closing';
  return state === 'own-words' || state === 'closed' ? 'window.closed' : null;
}

async function tell(writing: Writing, event: WindowEvent): Promise<void> {
  const { openUntil, replyUntil } = writing.conversation;
  const at = event === 'window.closing' ? openUntil : (replyUntil ?? openUntil);
  const actor = systemActor('window');
  const data = { at: at?.toISOString() ?? null, replyUntil: replyUntil?.toISOString() ?? null };
  await writing.event(event, actor, data);
  await writing.deliver('thread', { kind: 'line', payload: { event, actor, ...data } });
}

/** Each hour, so that the card's "left" stays true; exactly when it is about to close, when it does, and when all is over. */
function nextLook({ openUntil, replyUntil }: Conversation, now: Date): Date | null {
  const warnAt = openUntil ? new Date(openUntil.getTime() - warningMs) : null;
  if (warnAt && warnAt > now) return new Date(Math.min(warnAt.getTime(), now.getTime() + cardAgeMs));
  return [openUntil, replyUntil].find((at) => at !== null && at > now) ?? null;
}
