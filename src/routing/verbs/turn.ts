// What every change of owner has in common: epoch, assignment, event, one line in the thread, card and homes.

import type { Actor } from '../../core/actor.js';
import type { EndReason, StartReason } from '../../core/assignment.js';
import type { Conversation } from '../../core/conversation.js';
import type { EventKind } from '../../core/event.js';
import type { AgentId } from '../../core/id.js';
import { changeAgent } from '../../store/agents.js';
import { endAssignment, startAssignment } from '../../store/assignments.js';
import { type ConversationChange, thisInstant } from '../../store/conversations.js';
import { redrawCard, redrawHome } from '../../store/redraws.js';
import type { Tx } from '../../store/store.js';
import type { Writing } from '../../store/writing.js';
import { askBrief } from './ask-brief.js';
import { touchQueuesOf } from './touch-queues.js';
import { setTurnTimers } from './turn-timers.js';

export interface Turn {
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly data?: Readonly<Record<string, unknown>>;
  /** How the present period of ownership ends, if there is one. */
  readonly end: EndReason;
  /** Who has it from now on. */
  readonly start?: { readonly agentId: AgentId; readonly reason: StartReason };
  readonly change: ConversationChange;
  /** What else the thread is told, after the turn's own line. */
  readonly beside?: (writing: Writing) => Promise<void>;
}

/** Whoever has refused or missed a conversation is not given it next. */
const refusals: readonly EndReason[] = ['released', 'unanswered', 'offline'];

/**
 * Hands the conversation on: raises the epoch, so that whatever was produced before is refused; withdraws the
 * assistant's turn; ends and starts assignments; tells thread, card and homes; sets what is
 * looked at later. The caller holds the locks.
 */
export async function takeTurn(tx: Tx, writing: Writing, turn: Turn): Promise<Conversation> {
  const { conversation } = writing;
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  const before = conversation.ownerId;
  await endAssignment(tx, scope, turn.end);
  if (turn.start) {
    await startAssignment(tx, scope, turn.start.agentId, turn.start.reason);
    await changeAgent(
      tx,
      { organizationId: scope.organizationId, id: turn.start.agentId },
      { lastAssignedAt: thisInstant },
    );
  }
  writing.change({
    epoch: conversation.epoch + 1,
    ownerId: turn.start?.agentId ?? null,
    answerDueAt: null,
    answerDueSequence: null,
    ...forgotten(turn),
    ...skipped(conversation, turn),
    ...turn.change,
  });
  const sequence = await writing.event(turn.kind, turn.actor, { ...turn.data });
  await writing.deliver('thread', {
    kind: 'line',
    payload: { event: turn.kind, actor: turn.actor, ...turn.data },
  });
  await turn.beside?.(writing);
  await redrawCard(tx, scope);
  // In one order: of two turns in opposite directions each waits for the other's home, but never both at once.
  const concerned = [before, turn.start?.agentId].filter((id) => id !== null && id !== undefined);
  for (const agentId of [...new Set(concerned)].sort()) {
    await redrawHome(tx, { organizationId: scope.organizationId, id: agentId });
  }
  // Somebody's slot is free now, for whoever waits in any of their queues, or somebody waits here.
  if (before !== null && before !== turn.start?.agentId)
    await touchQueuesOf(tx, { organizationId: scope.organizationId, id: before });
  tx.touch({ kind: 'queue', organizationId: scope.organizationId, chatbotId: conversation.chatbotId });
  tx.touch({ kind: 'answer', ...scope });
  const turned = await writing.finish();
  await setTurnTimers(tx, turned, { kind: turn.kind, sequence });
  await askBrief(tx, turned, { kind: turn.kind, before: conversation, data: turn.data ?? {} });
  return turned;
}

/** With the assistant, or at its end, nobody waits in a queue: what was agreed there is over. */
function forgotten({ change }: Turn): ConversationChange {
  if (change.status !== 'ai' && change.status !== 'closed') return {};
  return { skippedAgentIds: [], waiting: 'live', notBefore: null };
}

function skipped({ ownerId, skippedAgentIds }: Conversation, { end }: Turn): ConversationChange {
  if (ownerId === null || !refusals.includes(end) || skippedAgentIds.includes(ownerId)) return {};
  return { skippedAgentIds: [...skippedAgentIds, ownerId] };
}
