// Timers that are due: each has its turn in a transaction of its own, on the conversation as it is then.

import type { Conversation } from '../../core/conversation.js';
import type { TimerKind } from '../../core/timer.js';
import { lockConversation } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { finishTimer, type Timer, takeDueTimers, wakeByCustomers } from '../../store/timers.js';
import type { Routing } from '../routing.js';

/**
 * What is done when a timer of a kind is due. It is taken back before the turn runs: a turn that wants to be asked
 * again sets it anew. Nothing is trusted from when it was set: the conversation, which is locked, decides.
 */
export type TimerTurn = (
  tx: Tx,
  at: { readonly conversation: Conversation; readonly timer: Timer },
) => Promise<void>;

export type TimerTurns = Readonly<Partial<Record<TimerKind, TimerTurn>>>;

const atOnce = 100;
/** For how long a due timer is its taker's; twice as long after each failure. */
const holdMs = 10_000;

/** All rounds over the timers that are due and have a turn; resolves with how many. */
export async function turnTimers(routing: Routing, turns: TimerTurns): Promise<number> {
  await wakeByCustomers(routing.store);
  let turned = 0;
  let taken = atOnce;
  while (taken === atOnce) {
    taken = await turnSome(routing, turns);
    turned += taken;
  }
  return turned;
}

async function turnSome(routing: Routing, turns: TimerTurns): Promise<number> {
  const kinds = Object.keys(turns) as TimerKind[];
  const due = await takeDueTimers(routing.store, { kinds, limit: atOnce, holdMs });
  for (const timer of due)
    await turnOne(routing, turns, timer).catch((error: unknown) =>
      routing.log.warn(
        { err: error, conversationId: timer.conversationId, timer: timer.kind },
        'a timer could not be turned',
      ),
    );
  return due.length;
}

async function turnOne(routing: Routing, turns: TimerTurns, timer: Timer): Promise<void> {
  const scope = { organizationId: timer.organizationId, id: timer.conversationId };
  await routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, scope);
    if (!conversation || !(await finishTimer(tx, timer))) return;
    await turns[timer.kind]?.(tx, { conversation, timer });
  });
}
