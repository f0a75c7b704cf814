// Who comes back to work may be given again what they missed before: otherwise the only agent there would never get it.

import { sql } from 'drizzle-orm';
import type { Agent } from '../core/agent.js';
import type { Tx } from './store.js';

/** How many of those that wait are looked at: coming back stays cheap however long the queue is. */
const mostLookedAt = 200;

/** Takes the agent off the lists of those to be skipped, in the front of their chatbots' queues. */
export async function pardonAgent(
  tx: Tx,
  { organizationId, id, chatbotIds }: Pick<Agent, 'organizationId' | 'id' | 'chatbotIds'>,
): Promise<void> {
  for (const chatbotId of chatbotIds)
    await tx.db.execute(sql`
      update conversation c set skipped_agent_ids = array_remove(c.skipped_agent_ids, ${id}::uuid)
      from (select p.id from conversation p
        where p.id in (select q.id from conversation q
            where q.chatbot_id = ${chatbotId} and q.organization_id = ${organizationId} and q.status = 'pending'
            order by q.priority desc, q.requested_at, q.reference limit ${mostLookedAt})
          and p.organization_id = ${organizationId} and p.skipped_agent_ids @> array[${id}::uuid]
        order by p.id for update skip locked) skipping
      where c.id = skipping.id and c.organization_id = ${organizationId}`);
}
