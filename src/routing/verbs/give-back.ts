// The house takes a conversation from an agent and puts it back in the queue, and says why in the thread.

import { systemActor } from '../../core/actor.js';
import type { EndReason } from '../../core/assignment.js';
import type { Conversation } from '../../core/conversation.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { isSomebodyFree } from './somebody-free.js';
import { takeTurn } from './turn.js';

/** Why: the causes that the thread's line knows the words of. */
export type GiveBackCause = 'offline' | 'unanswered' | 'agent left' | 'not assigned' | 'guest';

const ends: Readonly<Record<GiveBackCause, EndReason>> = {
  offline: 'offline',
  unanswered: 'unanswered',
  'agent left': 'offline',
  'not assigned': 'offline',
  guest: 'offline',
};

/**
 * Puts a locked, owned conversation back in the queue at its old place; it is not given to the same agent next.
 * Where nobody else could take it, supervisors are told.
 */
export async function giveBack(
  tx: Tx,
  conversation: Conversation,
  why: { readonly cause: GiveBackCause; readonly ownerName: string },
): Promise<Conversation> {
  const { cause, ownerName } = why;
  const free = await isSomebodyFree(tx, conversation);
  return takeTurn(tx, await beginWriting(tx, conversation), {
    kind: 'conversation.released',
    actor: systemActor(cause),
    data: { fromName: ownerName, fromAgentId: conversation.ownerId },
    end: ends[cause],
    change: { status: 'pending' },
    ...(free
      ? {}
      : { beside: (writing) => tellOverdue(writing, 'Nobody else is free: it waits in the queue.') }),
  });
}

/** Tells people that somebody waits too long or for nobody: in the history, in the thread, and to supervisors. */
export async function tellOverdue(writing: Writing, sentence: string): Promise<void> {
  const event = 'conversation.overdue';
  const actor = systemActor('timer');
  await writing.event(event, actor, { sentence });
  await writing.deliver('thread', { kind: 'line', payload: { event, actor, sentence } });
}

/** Tells it of a locked conversation that stays where it is. */
export async function leaveOverdue(tx: Tx, conversation: Conversation, sentence: string): Promise<void> {
  const writing = await beginWriting(tx, conversation);
  await tellOverdue(writing, sentence);
  await redrawCard(tx, { organizationId: conversation.organizationId, id: conversation.id });
  await writing.finish();
}
