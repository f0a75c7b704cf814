// What is looked at later, set anew at every change of owner: by what the conversation is now and what its chatbot says.

import type { Conversation } from '../../core/conversation.js';
import type { EventKind } from '../../core/event.js';
import type { TimerKind } from '../../core/timer.js';
import type { Tx } from '../../store/store.js';
import { clearTimers, type NewTimer, setTimers } from '../../store/timers.js';
import { readTurnRules, type TurnRules } from '../../store/turn-rules.js';

/** The timers that belong to what a conversation is, rather than to what was agreed with its customer. */
const ours: readonly TimerKind[] = ['first-reply', 'max-wait', 'idle-customer', 'agent-gone'];
/** Those of a customer who waits: nobody else's business once somebody has the conversation. */
const ofWaiting: readonly TimerKind[] = ['queue-news', 'callback'];

/** One that comes back to the queue is as old as it is, but the queue has this long to look before that counts. */
const graceMs = 60_000;

/** What just happened to the conversation. */
export interface Turned {
  readonly kind: EventKind;
  /** The place of the turn's event: only what a person says after it is a reply to it. */
  readonly sequence: number;
}

/** Sets what belongs to the conversation's new status, and takes back what belonged to the old one. */
export async function setTurnTimers(tx: Tx, conversation: Conversation, turned: Turned): Promise<void> {
  const rules = await readTurnRules(tx, conversation);
  const wanted = wantedTimers(conversation, rules, turned);
  const over = conversation.status === 'pending' ? ours : [...ours, ...ofWaiting];
  const kept = wanted.map(({ kind }) => kind);
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  await clearTimers(
    tx,
    scope,
    over.filter((kind) => rules.timers.includes(kind) && !kept.includes(kind)),
  );
  await setTimers(tx, scope, wanted);
}

function wantedTimers(conversation: Conversation, rules: TurnRules, turned: Turned): NewTimer[] {
  if (conversation.status === 'pending') return waitingTimers(conversation, rules);
  if (conversation.status !== 'active') return [];
  const { firstReplySeconds, idleMinutes } = rules.routing;
  const timers: NewTimer[] = [];
  // Whoever reopens a conversation has something to say, and nobody waits for it.
  if (firstReplySeconds !== null && turned.kind !== 'conversation.reopened')
    timers.push({
      kind: 'first-reply',
      due: { inMs: firstReplySeconds * 1_000 },
      data: { epoch: conversation.epoch, sequence: turned.sequence },
    });
  if (idleMinutes !== null) timers.push({ kind: 'idle-customer', due: { inMs: idleMinutes * 60_000 } });
  // Many take a conversation without going online first; the customer's next line must not be lost on them.
  if (rules.owner?.presence === 'offline')
    timers.push({ kind: 'agent-gone', due: 'customer-writes', data: { patient: true } });
  return timers;
}

function waitingTimers(
  { requestedAt, waiting }: Conversation,
  { routing: { maxWaitMinutes }, now }: TurnRules,
): NewTimer[] {
  if (maxWaitMinutes === null || requestedAt === null || waiting !== 'live') return [];
  const dueAt = requestedAt.getTime() + maxWaitMinutes * 60_000;
  const cameBack = now.getTime() - requestedAt.getTime() > graceMs;
  const at = new Date(cameBack ? Math.max(dueAt, now.getTime() + graceMs) : dueAt);
  return [{ kind: 'max-wait', due: { at } }];
}
