// The reply window's own turns: an hour before it closes people are warned, when it closes they are told.

import { systemActor } from '../../core/actor.js';
import type { Conversation } from '../../core/conversation.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { listDueWindows, lockConversation } from '../../store/conversations.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';

const atOnce = 100;

/** One round over the windows that are due; resolves with how many. */
export async function lookAtWindows(routing: Routing): Promise<number> {
  const due = await listDueWindows(routing.store, atOnce);
  for (const scope of due) await routing.store.transaction((tx) => turnWindow(tx, scope));
  return due.length;
}

async function turnWindow(tx: Tx, scope: Scoped<ConversationId>): Promise<void> {
  const conversation = await lockConversation(tx, scope);
  if (!conversation) return;
  const writing = await beginWriting(tx, conversation);
  const now = Date.now();
  const { openUntil, replyUntil } = conversation;
  const stillOpen = openUntil !== null && openUntil.getTime() > now;
  writing.change({ windowDueAt: nextLook(conversation, now) });
  // While the assistant has it, or nobody, there is no one to warn; the card is drawn when a person is asked for.
  if (conversation.status === 'pending' || conversation.status === 'active') {
    const event = stillOpen ? 'window.closing' : 'window.closed';
    const actor = systemActor('window');
    const data = {
      at: (stillOpen ? openUntil : (replyUntil ?? openUntil))?.toISOString() ?? null,
      replyUntil: replyUntil?.toISOString() ?? null,
    };
    await writing.event(event, actor, data);
    await writing.deliver('thread', { kind: 'line', payload: { event, actor, ...data } });
    await redrawCard(tx, scope);
  }
  await writing.finish();
}

/** After the warning the closing; after that, where agents may write longer, the end of that too. */
function nextLook({ openUntil, replyUntil }: Conversation, now: number): Date | null {
  return [openUntil, replyUntil].find((at) => at !== null && at.getTime() > now) ?? null;
}
