// A platform says that a reply window is closed which we thought open: its word counts, and agents may have another way.

import type { ConversationId, Scoped } from '../../core/id.js';
import { findConversation, lockConversation } from '../../store/conversations.js';
import { redrawCard } from '../../store/redraws.js';
import { closeWindow } from '../../store/windows.js';
import type { Routing } from '../routing.js';

/** Closes the window; true when an agent's own words may still go out, as such. */
export async function correctWindow(routing: Routing, scope: Scoped<ConversationId>): Promise<boolean> {
  return routing.store.transaction(async (tx) => {
    if (!(await lockConversation(tx, scope))) return false;
    await closeWindow(tx, scope);
    await redrawCard(tx, scope);
    const { replyUntil } = (await findConversation(tx, scope)) ?? {};
    return replyUntil !== null && replyUntil !== undefined && replyUntil.getTime() > Date.now();
  });
}
