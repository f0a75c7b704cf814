// Who of those who asked for a person is served now, and who of them stands there waiting: each is said here alone, as SQL.

/** SQL: may be given to people now; a callback may not before its opening. */
export const isServed = (conversation: string): string =>
  `(${conversation}.not_before is null or ${conversation}.not_before <= now())`;

/** SQL: stands there waiting; whoever left a message does not, nor does who is called back later. */
export const isWaiting = (conversation: string): string =>
  `(${conversation}.waiting <> 'message' and ${isServed(conversation)})`;

/** SQL: how the pending conversations of the rows `c` divide, as core's `QueueCounts`. */
export const queueCounts = `jsonb_build_object('waiting', count(*) filter (where ${isWaiting('c')}),
  'messages', count(*) filter (where c.waiting = 'message'), 'callbacks', count(*) filter (where not ${isServed('c')}))`;

/**
 * SQL: since when the one waits who has waited longest in the queue of the chatbot in the row `b`. A callback's age is
 * not a wait. The oldest of each priority is the first of its part of the index.
 */
export const longestWait = `(select min(q.at) from (values (0), (1), (2)) p(level) cross join lateral (
  select c.requested_at as at from conversation c where c.chatbot_id = b.id and c.organization_id = b.organization_id
    and c.status = 'pending' and c.priority = p.level and c.waiting = 'live' order by c.requested_at limit 1) q)`;
