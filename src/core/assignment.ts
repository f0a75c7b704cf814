// Assignments: periods of ownership, each with a reason for its start and for its end.

import type { AgentId, ConversationId } from './id.js';

export type StartReason = 'claimed' | 'assigned' | 'transferred' | 'routed' | 'took-over';
export type EndReason =
  | 'closed'
  | 'restored'
  | 'transferred'
  | 'released'
  | 'taken-over'
  | 'unanswered'
  | 'offline';

export interface Assignment {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly startedAt: Date;
  readonly startReason: StartReason;
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
}
