// A brief is told to the agents in the thread, if people still have the conversation it is about.

import type { Brief } from '../../core/brief.js';
import { lockConversation } from '../../store/conversations.js';
import { finishTimer, type Timer } from '../../store/timers.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';

/**
 * Stores the brief that a timer asked for and tells the thread; nothing of it goes to the customer's lane. Without
 * `lines` only the timer ends. False when it came too late: closed, restored, or asked for anew meanwhile.
 */
export async function keepBrief(
  routing: Routing,
  { timer, lines }: { readonly timer: Timer; readonly lines: Brief | null },
): Promise<boolean> {
  const scope = { organizationId: timer.organizationId, id: timer.conversationId };
  return routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, scope);
    if (!conversation || !(await finishTimer(tx, timer))) return false;
    const withPeople = conversation.status === 'pending' || conversation.status === 'active';
    if (lines === null || !withPeople) return false;
    const writing = await beginWriting(tx, conversation);
    const actor = { kind: 'assistant', chatbotId: conversation.chatbotId } as const;
    const told = { lines, again: timer.data.again === true, forName: timer.data.forName ?? null };
    await writing.event('conversation.briefed', actor, told);
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'conversation.briefed', actor, ...told },
    });
    await writing.finish();
    return true;
  });
}
