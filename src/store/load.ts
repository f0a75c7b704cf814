// An agent's load: which of their chats count towards the limit. The one definition, as SQL.

/*
 * A chat stops counting while its customer has been silent since a person's last reply for as long as the chatbot says
 * (`uncountedAfterMinutes`), and counts again with the customer's next line. The chatbot is looked up only where the
 * last word is ours.
 */

/** SQL that tells whether a conversation counts for an agent; both rows by the names they have in the statement around it. */
export const countsFor = (agent: string, chat: string): string =>
  `${chat}.owner_id = ${agent}.id and ${chat}.organization_id = ${agent}.organization_id and ${chat}.status = 'active'
      and not (coalesce(${chat}.last_reply_at > ${chat}.last_customer_at, false) and exists (
        select 1 from chatbot lb where lb.id = ${chat}.chatbot_id and lb.organization_id = ${chat}.organization_id
          and ${chat}.last_reply_at < now() - (lb.routing ->> 'uncountedAfterMinutes')::int * interval '1 minute'))`;

/** SQL of the load of the agent whose row goes by this name in the statement around it. */
export const loadOf = (agent: string): string =>
  `(select count(*)::int from conversation l where ${countsFor(agent, 'l')})`;
