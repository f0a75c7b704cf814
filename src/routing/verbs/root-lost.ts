// A thread's root card was deleted: the conversation gets a new thread with its history, and the customer notices nothing (A24).

import { systemActor } from '../../core/actor.js';
import type { ConversationId } from '../../core/id.js';
import { findConversationByThread, lockConversation, type ThreadAddress } from '../../store/conversations.js';
import { withdrawThreadLane } from '../../store/deliveries.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { mirrorFromHere } from './mirror-from-here.js';

/** Begins a new thread for the conversation whose root was there; null when the post was no root of ours, or is known to be lost. */
export async function rootLost(routing: Routing, lost: ThreadAddress): Promise<ConversationId | null> {
  return routing.store.transaction(async (tx) => {
    const found = await findConversationByThread(tx, lost);
    if (!found) return null;
    const conversation = await lockConversation(tx, { organizationId: found.organizationId, id: found.id });
    if (conversation?.threadRef !== lost.threadRef) return null;
    const writing = await beginWriting(tx, { ...conversation, mirrored: false, threadRef: null });
    writing.change({ threadRef: null });
    // What still waited for the lost thread follows the new root: messages as history, the rest after it.
    const waiting = await withdrawThreadLane(tx, conversation);
    await mirrorFromHere(tx, writing, waiting.filter((duty) => duty.kind === 'message').length);
    for (const { kind, messageId, noteId, payload } of waiting) {
      if (kind === 'root' || kind === 'message') continue;
      await writing.deliver('thread', {
        kind,
        payload,
        ...(messageId ? { messageId } : {}),
        ...(noteId ? { noteId } : {}),
      });
    }
    const actor = systemActor('root deleted');
    await writing.event('thread.renewed', actor, { lost: lost.threadRef });
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'thread.renewed', actor, lost: lost.threadRef },
    });
    await writing.finish();
    return conversation.id;
  });
}
