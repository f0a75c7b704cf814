// An agent has a conversation and has not replied in time: somebody else gets it, or people are told that nobody can.

import type { Conversation } from '../../core/conversation.js';
import type { Tx } from '../../store/store.js';
import { setTimer, type Timer } from '../../store/timers.js';
import { personWroteAfter, readTurnRules } from '../../store/turn-rules.js';
import { printDuration } from '../policy/durations.js';
import { giveBack, leaveOverdue } from './give-back.js';
import { isSomebodyFree } from './somebody-free.js';

/**
 * The first reply is due. Only what a person said to the customer since they have it counts: no note, no sign of
 * typing, no edit, nothing of the assistant (A13). Where the house assigns and nobody else is free, it stays with them.
 */
export async function turnFirstReply(
  tx: Tx,
  { conversation, timer }: { readonly conversation: Conversation; readonly timer: Timer },
): Promise<void> {
  const { epoch, sequence, told = false } = timer.data;
  const { organizationId, id, ownerId, status } = conversation;
  if (status !== 'active' || ownerId === null || epoch !== conversation.epoch) return;
  if (await personWroteAfter(tx, { organizationId, id }, Number(sequence))) return;
  const { routing, owner } = await readTurnRules(tx, conversation);
  if (routing.firstReplySeconds === null || owner === null) return;
  const stays = routing.mode === 'auto' && !(await isSomebodyFree(tx, conversation));
  if (!stays) {
    await giveBack(tx, conversation, { cause: 'unanswered', ownerName: owner.name });
    return;
  }
  const waitMs = routing.firstReplySeconds * 1_000;
  // Told once; from then on it is only looked whether somebody came who can take it.
  await setTimer(
    tx,
    { organizationId, id },
    'first-reply',
    { inMs: waitMs },
    { epoch, sequence, told: true },
  );
  if (told !== true)
    await leaveOverdue(
      tx,
      conversation,
      `${owner.name} has not replied for ${printDuration(waitMs)}, and nobody else is free.`,
    );
}
