// Where a message's words stand in threads: the post that showed it, and those that showed its edits and late files.

import { sql } from 'drizzle-orm';
import type { MessageId, Scoped } from '../core/id.js';
import type { Reads } from './store.js';

export interface PostedCopy {
  readonly desk: string;
  readonly team: string | null;
  readonly place: string;
  readonly ref: string;
}

/** Every post that is out, oldest first; posts of agents' own lines are theirs and not among them. */
export async function listPostedCopies(
  reads: Reads,
  { organizationId, id }: Scoped<MessageId>,
): Promise<readonly PostedCopy[]> {
  const { rows } = await reads.db.execute<PostedCopy & Record<string, unknown>>(sql`
    select d.target ->> 'desk' as desk, d.target ->> 'team' as team, d.target ->> 'place' as place, d.external_id as ref
    from delivery d
    where d.organization_id = ${organizationId} and d.message_id = ${id} and d.lane = 'thread'
      and d.kind in ('message', 'edit') and d.external_id is not null
    order by d.sequence`);
  return rows;
}
