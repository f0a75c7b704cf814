// Marks: how agents' own lines stand with the customer, as the desk shows it on them.

import type { DeliveryError, DeliveryStatus, Receipt } from '../core/delivery.js';
import { type DeskRefParts, parseDeskRef } from '../core/desk-ref.js';
import type { ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import type { Message } from '../core/message.js';
import { perStore } from './per-store.js';
import type { Statement, Store } from './store.js';
import { askTogether } from './together.js';

export interface MarkFacts {
  /** The post that shows it: the agent's own line, else our copy of it in the thread; null before that is posted. */
  readonly deskRef: DeskRefParts | null;
  readonly receipt: Receipt;
  readonly status: DeliveryStatus;
  readonly error: DeliveryError | null;
  readonly conversationId: ConversationId;
  readonly agentId: Message['agentId'];
  /** The delivery's place in its lane: a retry gets another one. */
  readonly place: number;
  /** True while it waits for more than a moment to be tried again. */
  readonly late: boolean;
}

export const markStatement: Statement = {
  name: 'mark-facts',
  text: `select m.organization_id as "organizationId", m.id, m.desk_ref as typed, m.agent_id as "agentId", m.conversation_id as "conversationId", d.receipt, d.status, d.error, d.sequence as place, d.late,
  case when m.desk_ref is null then (
    select t.target || jsonb_build_object('ref', t.external_id) from delivery t
    where t.conversation_id = m.conversation_id and t.lane = 'thread' and t.organization_id = m.organization_id
      and t.message_id = m.id and t.kind = 'message' and t.external_id is not null
    order by t.sequence desc limit 1) end as copy
from message m
cross join lateral (
  select d.receipt, d.status, d.error, d.sequence, d.next_at > now() + interval '5 seconds' as late from delivery d
  where d.message_id = m.id and d.organization_id = m.organization_id and d.lane = 'customer' and d.kind = 'message'
  limit 1
) d
where m.id = any($1::uuid[])`,
};

interface MarkRow extends Omit<MarkFacts, 'deskRef'> {
  readonly organizationId: OrganizationId;
  readonly id: MessageId;
  readonly typed: string | null;
  readonly copy: {
    readonly desk: string;
    readonly team: string | null;
    readonly place: string;
    readonly ref: string;
  } | null;
}

/** Marks are drawn many at a time: one statement for all that are asked for together. */
const readerOf = perStore((store) => {
  const name = ({ organizationId, id }: Scoped<MessageId>) => `${organizationId} ${id}`;
  return askTogether<Scoped<MessageId>, MarkRow>(
    (scopes) =>
      store.aside<MarkRow & Record<string, unknown>>(markStatement, [scopes.map((scope) => scope.id)]),
    { key: name, value: name },
  );
});

/** How an agent's reply stands with the customer; null when there is nothing to deliver. */
export async function readMark(store: Store, scope: Scoped<MessageId>): Promise<MarkFacts | null> {
  const row = await readerOf(store)(scope);
  if (!row) return null;
  const { copy, typed, ...facts } = row;
  const deskRef = typed ? parseDeskRef(typed) : copy ? { ...copy, team: copy.team ?? '' } : null;
  return { ...facts, deskRef };
}
