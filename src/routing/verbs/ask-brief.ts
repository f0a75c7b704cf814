// When people get a conversation, or another person does, a brief of it is asked for; without people it is not.

import type { Conversation } from '../../core/conversation.js';
import type { EventKind } from '../../core/event.js';
import type { Tx } from '../../store/store.js';
import { clearTimers, setTimer } from '../../store/timers.js';

/** What a turn was, as far as a brief depends on it. */
export interface Handed {
  readonly kind: EventKind;
  readonly before: Conversation;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Asks for a brief in the transaction of the turn: at the hand-off from the assistant, and again when one person
 * follows another. Back with the assistant or closed, one under way is dropped: its timer is its right to be stored.
 */
export async function askBrief(tx: Tx, now: Conversation, { kind, before, data }: Handed): Promise<void> {
  const scope = { organizationId: now.organizationId, id: now.id };
  const withPeople = now.status === 'pending' || now.status === 'active';
  if (!withPeople) {
    if (before.status === 'pending' || before.status === 'active') await clearTimers(tx, scope, ['brief']);
    return;
  }
  const again = before.ownerId !== null && before.ownerId !== now.ownerId;
  if (before.status !== 'ai' && !again) return;
  const { agentName } = data;
  await setTimer(
    tx,
    scope,
    'brief',
    { inMs: 0 },
    {
      epoch: now.epoch,
      again,
      // Whoever is handed it on purpose reads it anew; other turns only where something was said since.
      always: !again || kind === 'conversation.transferred',
      forName: again && typeof agentName === 'string' ? agentName : null,
    },
  );
  tx.touch({ kind: 'brief' });
}
