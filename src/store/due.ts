// The sweep's one look a second: everything that should have moved and has not.

import type { Lane } from '../core/delivery.js';
import type { ChatbotId, ConversationId, OrganizationId } from '../core/id.js';
import { mostHelpers } from './candidates.js';
import { loadOf } from './load.js';
import type { Statement, Store } from './store.js';
import { isOldSuggestion } from './suggestions.js';
import { isServed } from './who-waits.js';

/** Work that is done for all at once where there is some. */
export type Chore = 'inbox' | 'receipts' | 'files' | 'windows' | 'timers' | 'places' | 'suggestions';

export type Due =
  | {
      readonly kind: 'lane';
      readonly organizationId: OrganizationId;
      readonly id: ConversationId;
      readonly lane: Lane;
    }
  | { readonly kind: 'answer'; readonly organizationId: OrganizationId; readonly id: ConversationId }
  | { readonly kind: 'route'; readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'chore'; readonly lane: Chore };

/** Of more automatic chatbots than that a share has its turn each second: commits tell of most changes themselves. */
const chatbotsAtOnce = 50;

const dueStatement: Statement = {
  name: 'sweep-due',
  text: `(select 'lane' as kind, d.organization_id as "organizationId", d.conversation_id as id, d.lane, null::uuid as "chatbotId" from delivery d
  where d.status in ('pending', 'sending', 'ambiguous') and d.next_at <= now()
    and case d.status when 'sending' then d.lease_until < now() when 'pending' then d.attempts > 0 or d.created_at < now() - interval '2 seconds' else true end
    and not exists (select 1 from delivery e where e.conversation_id = d.conversation_id and e.lane = d.lane
      and e.sequence < d.sequence and e.status in ('pending', 'sending', 'ambiguous'))
  limit 500)
union all
(select 'answer', organization_id, id, null, null from conversation where answer_due_at <= now() - interval '1 second' order by answer_due_at limit 100)
union all
(with recursive shares as (
    select greatest(1, ceil(count(*) / ${chatbotsAtOnce}.0))::int as count from chatbot where routing ->> 'mode' = 'auto' and removed_at is null
  ), chain as (
    select b.organization_id, b.id, b.id as helper, b.routing ->> 'fallback' as fallback, 0 as depth from chatbot b
    join shares on mod(abs(hashtext(b.id::text)::bigint), shares.count) = mod(extract(epoch from now())::bigint, shares.count)
    where b.routing ->> 'mode' = 'auto' and b.human_support and b.removed_at is null
      and exists (select 1 from conversation c where c.organization_id = b.organization_id and c.chatbot_id = b.id
        and c.status = 'pending' and c.requested_at < now() - interval '2 seconds' and ${isServed('c')})
    union all
    select r.organization_id, r.id, h.id, h.routing ->> 'fallback', r.depth + 1 from chain r
    join chatbot h on h.key = r.fallback and h.organization_id = r.organization_id and h.removed_at is null where r.depth < ${mostHelpers}
  )
  select distinct 'route', r.organization_id, null::uuid, null, r.id from chain r
  where exists (select 1 from agent_chatbot ac join agent a on a.id = ac.agent_id and a.organization_id = ac.organization_id
      where ac.chatbot_id = r.helper and ac.organization_id = r.organization_id and a.presence = 'online' and a.deactivated_at is null
        and a.chat_limit > ${loadOf('a')})
  limit 1000)
union all
(select 'redraw', null, null, null, null from redraw where wanted > drawn and due_at <= now() limit 1)
union all
(select 'chore', null, null, 'inbox', null from inbox where error is null and due_at <= now() and (lease_until is null or lease_until <= now()) limit 1)
union all
(select 'chore', null, null, 'receipts', null from parked_receipt limit 1)
union all
(select 'chore', null, null, 'files', null from awaited_file where due_at <= now() limit 1)
union all
(select 'chore', null, null, 'windows', null from conversation where window_due_at <= now() limit 1)
union all
(select 'chore', null, null, 'timers', null from timer where due_at <= now() limit 1)
union all
(select 'chore', null, null, 'timers', null from timer t join conversation c on c.id = t.conversation_id and c.organization_id = t.organization_id
  where t.due_at = 'infinity' and c.last_customer_at is distinct from (t.data ->> 'since')::timestamptz limit 1)
union all
(select 'chore', null, null, 'suggestions', null from suggestion where ${isOldSuggestion} limit 1)
union all
(select 'chore', null, null, 'places', null where exists (select 1 from place_watch where due_at <= now())
  or exists (select 1 from chatbot b where b.desk_team is not null and b.removed_at is null and not exists (
    select 1 from place_watch w where w.place = b.desk_place and w.team = b.desk_team and w.desk = b.desk_kind and w.organization_id = b.organization_id)))`,
};

/** Everything that should have moved and has not: the sweep's one query a second. */
export function findDue(store: Store): Promise<Due[]> {
  return store.run<Due & Record<string, unknown>>(dueStatement, []);
}
