// The assistant's turn: taking it for a while, and seeing whether it is still due.

import type { Conversation } from '../core/conversation.js';
import type { ConversationId, Scoped } from '../core/id.js';
import type { Statement, Store } from './store.js';

export interface DueAnswer {
  readonly epoch: number;
  readonly dueSequence: number;
  readonly reference: number;
  readonly chatbotId: Conversation['chatbotId'];
  readonly contactId: Conversation['contactId'];
  readonly channelId: Conversation['channelId'];
  readonly address: string;
}

/** The assistant answers: it has the conversation, or keeps it company until the opening a person comes at. */
const answered = `(status = 'ai' or (status = 'pending' and waiting = 'callback'))`;

const columns = `epoch, answer_due_sequence as "dueSequence", reference, chatbot_id as "chatbotId", contact_id as "contactId", channel_id as "channelId", address`;

const takeStatement: Statement = {
  name: 'answer-take',
  text: `update conversation set answer_due_at = now() + $3::int * interval '1 millisecond'
where organization_id = $1 and id = $2 and ${answered} and answer_due_at <= now() returning ${columns}`,
};

/** Takes the turn for `leaseMs`; null when none is due. Whoever dies with it leaves it due again. */
export async function takeAnswer(
  store: Store,
  scope: Scoped<ConversationId>,
  leaseMs: number,
): Promise<DueAnswer | null> {
  const rows = await store.run<DueAnswer & Record<string, unknown>>(takeStatement, [
    scope.organizationId,
    scope.id,
    leaseMs,
  ]);
  return rows[0] ?? null;
}

const peekStatement: Statement = {
  name: 'answer-peek',
  text: `select ${columns} from conversation where organization_id = $1 and id = $2 and ${answered} and answer_due_sequence is not null`,
};

/** What is owed at the moment, taken or not; null when nothing is. */
export async function peekAnswer(store: Store, scope: Scoped<ConversationId>): Promise<DueAnswer | null> {
  const rows = await store.run<DueAnswer & Record<string, unknown>>(peekStatement, [
    scope.organizationId,
    scope.id,
  ]);
  return rows[0] ?? null;
}

const putOffStatement: Statement = {
  name: 'answer-put-off',
  text: `update conversation set answer_due_at = now() + $4::int * interval '1 millisecond'
where organization_id = $1 and id = $2 and ${answered} and answer_due_sequence = $3`,
};

/** Makes the turn due again after a while: the assistant could not be reached. */
export async function putOffAnswer(
  store: Store,
  scope: Scoped<ConversationId>,
  dueSequence: number,
  delayMs: number,
): Promise<void> {
  await store.run(putOffStatement, [scope.organizationId, scope.id, dueSequence, delayMs]);
}
