// An agent's load: which of their chats count towards the limit. The one definition, as SQL.

/*
 * A chat stops counting while its customer has been silent since a person's last reply for as long as the chatbot says
 * (`uncountedAfterMinutes`), and counts again with the customer's next line. The chatbot is looked up only where the
 * last word is ours.
 */

/** SQL of the load of the agent whose row goes by this name in the statement around it. */
export const loadOf = (agent: string): string =>
  `(select count(*)::int from conversation l where l.owner_id = ${agent}.id and l.organization_id = ${agent}.organization_id and l.status = 'active'
      and not (coalesce(l.last_reply_at > l.last_customer_at, false) and exists (
        select 1 from chatbot lb where lb.id = l.chatbot_id and lb.organization_id = l.organization_id
          and l.last_reply_at < now() - (lb.routing ->> 'uncountedAfterMinutes')::int * interval '1 minute')))`;

/** SQL: whether any chatbot of the organization lets chats go uncounted. */
export const someGoUncounted = (organizationId: string): string =>
  `exists (select 1 from chatbot b where b.organization_id = ${organizationId} and (b.routing ->> 'uncountedAfterMinutes') is not null)`;
