// SQL of who is in a chatbot's place: whoever is not cannot answer its chats, so routing asks when it chooses and when it gives.

/** SQL of a common table `watched`: the place of a chatbot, or no row while nobody has told who is in it. */
export const watchedPlace = (chatbotId: string) => `watched as materialized (
  select w.* from (
    select b.desk_place, b.desk_team, b.desk_kind from chatbot b where b.id = ${chatbotId} and b.organization_id = $1 limit 1
  ) own cross join lateral (
    select w.place, w.team, w.desk from place_watch w where w.place = own.desk_place and w.team = own.desk_team
      and w.desk = own.desk_kind and w.organization_id = $1 and w.read_at is not null limit 1
  ) w
)`;

/**
 * SQL that holds for an agent who helps out, which needs no place, or is in the place `watched`; everybody counts as
 * there while that is empty. Identity and member are asked for as values: asked whether there are any, the planner
 * would first gather those of everybody.
 */
export const isThere = (agent: { readonly id: string; readonly helps: string }) => `(${agent.helps}
  or not exists (select 1 from watched) or (
    select true from agent_identity i cross join watched w where i.agent_id = ${agent.id} and i.organization_id = $1
      and i.desk = w.desk and (i.team = w.team or i.team = '') and (
        select true from place_member m where m.place = w.place and m."user" = i."user" and m.team = w.team and m.desk = w.desk
          and m.organization_id = $1 and m.left_at is null) limit 1))`;
