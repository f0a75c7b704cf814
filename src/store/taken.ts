// A delivery that was taken in the very commit that stored it, as its lane would have read it back.

import type { ChatStatus } from '../core/conversation.js';
import type { Lane, Target } from '../core/delivery.js';
import type { AttemptId, ChatbotId, ConversationId, DeliveryId, OrganizationId } from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Message } from '../core/message.js';

/** The attempt under which this process sends a line at once, when nothing of its lane is on its way. */
export interface InstantAttempt {
  readonly attemptId: AttemptId;
  readonly leaseMs: number;
}

export interface Taken {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly reference: number;
  readonly status: ChatStatus;
  readonly epoch: number;
  readonly threadRef: string | null;
  readonly openUntil: Date | null;
  readonly lane: Lane;
  readonly deliveryId: DeliveryId;
  readonly laneSequence: number | null;
  readonly target: Target | null;
  readonly attemptId: AttemptId | null;
}

/** What the lane would have read back, made from what was just written; null when the delivery was not taken. */
export function takenWork(taken: Taken, message: Message): LaneWork | null {
  const { organizationId, conversationId, attemptId, target, laneSequence, lane } = taken;
  if (!attemptId || !target || laneSequence === null) return null;
  const { reference, status, threadRef, chatbotId, epoch, openUntil } = taken;
  return {
    delivery: {
      organizationId,
      id: taken.deliveryId,
      conversationId,
      lane,
      sequence: laneSequence,
      kind: 'message',
      messageId: message.id,
      noteId: null,
      status: 'sending',
      attemptId,
      attempts: 1,
      target,
      payload: {},
      externalId: null,
      receipt: 'queued',
      error: null,
      firstAttemptAt: message.createdAt,
    },
    conversation: {
      organizationId,
      id: conversationId,
      reference,
      status,
      threadRef,
      chatbotId,
      epoch,
      openUntil,
    },
    message,
    note: null,
    ambiguous: false,
  };
}
