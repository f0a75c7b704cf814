// Which queues a pass could do something for: somebody waits there, and the house gives the chats out.

import type { Agent } from '../core/agent.js';
import type { ChatbotId, OrganizationId } from '../core/id.js';
import type { Statement, Tx } from './store.js';
import { isServed } from './who-waits.js';

const waited: Statement = {
  name: 'waited-queues',
  text: `select b.id from unnest($2::uuid[]) as one(id)
  join chatbot b on b.id = one.id and b.organization_id = $1
  cross join lateral (select from conversation c
    where c.chatbot_id = b.id and c.organization_id = $1 and c.status = 'pending'
      and ${isServed('c')}
    order by c.priority desc, c.requested_at, c.reference limit 1) first
  where b.routing ->> 'mode' = 'auto'`,
};

/** Those of these chatbots in whose queue somebody waits to be given to an agent. */
export async function listWaited(
  tx: Tx,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[],
): Promise<ChatbotId[]> {
  if (chatbotIds.length === 0) return [];
  const rows = await tx.run<{ id: ChatbotId }>(waited, [organizationId, [...chatbotIds]]);
  return rows.map(({ id }) => id);
}

const assigned: Statement = {
  name: 'assigned-chatbots',
  text: 'select chatbot_id as id from agent_chatbot where agent_id = $2 and organization_id = $1',
};

/** The chatbots an agent is assigned to. */
export async function listAssignedChatbots(
  tx: Tx,
  { organizationId, id }: Pick<Agent, 'organizationId' | 'id'>,
): Promise<ChatbotId[]> {
  const rows = await tx.run<{ id: ChatbotId }>(assigned, [organizationId, id]);
  return rows.map((row) => row.id);
}
