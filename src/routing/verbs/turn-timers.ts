// What is looked at later, set anew at every change of owner: by what the conversation is now and what its chatbot says.

import type { RoutingPolicy } from '../../core/chatbot.js';
import type { Conversation } from '../../core/conversation.js';
import type { EventKind } from '../../core/event.js';
import type { TimerKind } from '../../core/timer.js';
import type { Tx } from '../../store/store.js';
import { clearTimers, type NewTimer, setTimers } from '../../store/timers.js';
import { readTurnRules, type TurnRules } from '../../store/turn-rules.js';

/** The timers that belong to what a conversation is, rather than to what was agreed with its customer. */
const ours: readonly TimerKind[] = ['first-reply', 'max-wait', 'idle-customer', 'agent-gone'];
/** All that is over once somebody has the conversation, or nobody waits: also what a customer who waits was promised. */
export const endedTimers: readonly TimerKind[] = [...ours, 'queue-news', 'callback'];

/** One that comes back to the queue is as old as it is, but the queue has this long to look before that counts. */
const graceMs = 60_000;

/** Whoever is given to the next agent at once need not hear of the queue. */
const newsMs = 5_000;

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
  const over = conversation.status === 'pending' ? ours : endedTimers;
  const kept = wanted.map(({ kind }) => kind);
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  await clearTimers(
    tx,
    scope,
    over.filter((kind) => rules.timers.includes(kind) && !kept.includes(kind)),
  );
  await setTimers(tx, scope, wanted);
}

/**
 * What begins with a period of ownership; `sequence` is the place of its event, because only what a person says after
 * it is a reply.
 */
export function startedTimers(
  { firstReplySeconds, idleMinutes }: Pick<RoutingPolicy, 'firstReplySeconds' | 'idleMinutes'>,
  at: { readonly epoch: number; readonly sequence: number },
): { readonly kind: TimerKind; readonly inMs: number; readonly data: Readonly<Record<string, unknown>> }[] {
  const { epoch, sequence } = at;
  const reply =
    firstReplySeconds === null
      ? []
      : [{ kind: 'first-reply' as const, inMs: firstReplySeconds * 1_000, data: { epoch, sequence } }];
  const idle =
    idleMinutes === null ? [] : [{ kind: 'idle-customer' as const, inMs: idleMinutes * 60_000, data: {} }];
  return [...reply, ...idle];
}

function wantedTimers(conversation: Conversation, rules: TurnRules, turned: Turned): NewTimer[] {
  if (conversation.status === 'pending') return waitingTimers(conversation, rules);
  if (conversation.status !== 'active') return [];
  const { epoch } = conversation;
  const started = startedTimers(rules.routing, { epoch, sequence: turned.sequence });
  // Whoever reopens a conversation has something to say, and nobody waits for it.
  const reopened = turned.kind === 'conversation.reopened';
  const timers: NewTimer[] = started
    .filter(({ kind }) => kind !== 'first-reply' || !reopened)
    .map(({ inMs, ...timer }) => ({ ...timer, due: { inMs } }));
  // Many take a conversation without going online first; the customer's next line must not be lost on them.
  if (rules.owner?.presence === 'offline')
    timers.push({ kind: 'agent-gone', due: 'customer-writes', data: { patient: true } });
  return timers;
}

function waitingTimers(
  { requestedAt, waiting, notBefore }: Conversation,
  { routing: { maxWaitMinutes }, now }: TurnRules,
): NewTimer[] {
  if (waiting === 'callback' && notBefore) return [{ kind: 'callback', due: { at: notBefore } }];
  if (waiting !== 'live') return [];
  const news: NewTimer = { kind: 'queue-news', due: { inMs: newsMs } };
  if (maxWaitMinutes === null || requestedAt === null) return [news];
  const dueAt = requestedAt.getTime() + maxWaitMinutes * 60_000;
  const cameBack = now.getTime() - requestedAt.getTime() > graceMs;
  const at = new Date(cameBack ? Math.max(dueAt, now.getTime() + graceMs) : dueAt);
  return [news, { kind: 'max-wait', due: { at } }];
}
