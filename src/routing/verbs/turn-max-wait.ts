// Somebody waits for a person longer than their chatbot allows: people are told, or the customer is helped otherwise.

import { systemActor } from '../../core/actor.js';
import type { WaitEnd } from '../../core/chatbot.js';
import type { Conversation } from '../../core/conversation.js';
import { redrawCard } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import { setTimer } from '../../store/timers.js';
import { readTurnRules } from '../../store/turn-rules.js';
import { beginWriting } from '../../store/writing.js';
import { printDuration } from '../policy/durations.js';
import { leaveOverdue } from './give-back.js';
import { sayToCustomer } from './say.js';
import { showMessageKept } from './tell-queue.js';
import { takeTurn } from './turn.js';

const cause = 'waited too long';

const turns: Readonly<
  Record<WaitEnd, (tx: Tx, conversation: Conversation, at: { waitedMs: number; now: Date }) => Promise<void>>
> = {
  alert: (tx, conversation, { waitedMs }) =>
    leaveOverdue(tx, conversation, `Nobody has taken this for ${printDuration(waitedMs)}.`),
  restore,
  'take-message': takeMessage,
};

/** The longest wait is over; whoever came back to the queue has waited since they asked, not since they came back. */
export async function turnMaxWait(
  tx: Tx,
  { conversation }: { readonly conversation: Conversation },
): Promise<void> {
  const { organizationId, id, requestedAt, status, waiting } = conversation;
  if (status !== 'pending' || waiting !== 'live' || requestedAt === null) return;
  const { routing, now } = await readTurnRules(tx, conversation);
  if (routing.maxWaitMinutes === null) return;
  const at = new Date(requestedAt.getTime() + routing.maxWaitMinutes * 60_000);
  if (at > now) return setTimer(tx, { organizationId, id }, 'max-wait', { at });
  const waitedMs = routing.maxWaitMinutes * 60_000;
  await turns[routing.whenWaitedTooLong](tx, conversation, { waitedMs, now });
}

async function restore(tx: Tx, conversation: Conversation, { now }: { now: Date }): Promise<void> {
  const writing = await beginWriting(tx, conversation);
  await sayToCustomer(writing, { words: (words) => words.backToAssistant, cause, now });
  await takeTurn(tx, writing, {
    kind: 'conversation.restored',
    actor: systemActor(cause),
    data: { fromName: null },
    end: 'restored',
    change: { status: 'ai', requestedAt: null, requestReason: null, failedAnswers: 0 },
  });
}

async function takeMessage(tx: Tx, conversation: Conversation, { now }: { now: Date }): Promise<void> {
  const writing = await beginWriting(tx, conversation);
  await sayToCustomer(writing, { words: (words) => words.messageTaken, cause, now });
  const event = 'conversation.message-left';
  const actor = systemActor(cause);
  await writing.event(event, actor, {});
  await writing.deliver('thread', { kind: 'line', payload: { event, actor } });
  writing.change({ waiting: 'message' });
  await showMessageKept(writing);
  await redrawCard(tx, { organizationId: conversation.organizationId, id: conversation.id });
  await writing.finish();
}
