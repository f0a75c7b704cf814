// What must not change when a gesture is refused.

import type { TestHouse } from './house.js';

/** The state of a conversation, and how much has happened to it. */
export function stateOf(house: TestHouse, id: string): Promise<Record<string, unknown>[]> {
  return house.query(
    `select status, epoch, owner_id, category, sequence, (select count(*) from event where conversation_id = $1) as events,
       (select count(*) from held_line where conversation_id = $1) as held from conversation where id = $1`,
    [id],
  );
}
