// A customer was answered and has been silent: the conversation is closed, and what they write next begins a new one.

import { systemActor } from '../../core/actor.js';
import { type Conversation, isAsked } from '../../core/conversation.js';
import { moment } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import { beginWriting } from '../../store/writing.js';
import { askRatingSoon } from './rate.js';
import { sayToCustomer } from './say.js';
import { takeTurn } from './turn.js';

const cause = 'idle';

/** The silence counts from the last line of either side; while the last word is the customer's nothing is closed. */
export async function turnIdleCustomer(
  tx: Tx,
  { conversation }: { readonly conversation: Conversation },
): Promise<void> {
  const { organizationId, id, status, lastReplyAt, ownerId } = conversation;
  if (status !== 'active') return;
  const { routing, owner, now } = await readTurnRules(tx, conversation);
  if (routing.idleMinutes === null) return;
  const idleMs = routing.idleMinutes * 60_000;
  const from = lastReplyAt === null || isAsked(conversation) ? now : lastReplyAt;
  const at = new Date(from.getTime() + idleMs);
  if (at > now) return setTimer(tx, { organizationId, id }, 'idle-customer', { at });
  const writing = await beginWriting(tx, conversation);
  await sayToCustomer(writing, { words: (words) => words.closedForSilence, cause, now });
  const closed = await takeTurn(tx, writing, {
    kind: 'conversation.closed',
    actor: systemActor(cause),
    data: { fromName: owner?.name ?? null, fromAgentId: ownerId, category: conversation.category },
    end: 'closed',
    change: { status: 'closed', closedAt: moment },
  });
  await askRatingSoon(tx, closed);
}
