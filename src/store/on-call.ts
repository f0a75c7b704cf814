// Who is on call for a chatbot: those of its assigned agents whom its settings name.

import { sql } from 'drizzle-orm';
import type { AgentId, ChatbotId, Scoped } from '../core/id.js';
import type { Reads } from './store.js';

export interface OnCall {
  readonly id: AgentId;
  readonly name: string;
}

/** The agents of these names, upper and lower case aside, who work for the chatbot now. */
export async function listOnCall(
  reads: Reads,
  { organizationId, id }: Scoped<ChatbotId>,
  names: readonly string[],
): Promise<OnCall[]> {
  if (names.length === 0) return [];
  const wanted = names.map((one) => one.toLowerCase());
  const { rows } = await reads.db.execute(sql`
    select a.id, a.name from agent_chatbot w
    join agent a on a.id = w.agent_id and a.organization_id = w.organization_id
    where w.chatbot_id = ${id} and w.organization_id = ${organizationId} and a.deactivated_at is null
      and lower(a.name) = any(${sql.param(wanted)}::text[])
      and not exists (select 1 from agent_identity i
        where i.agent_id = a.id and i.organization_id = a.organization_id and i.is_guest)
    order by a.name`);
  return rows as unknown as OnCall[];
}
