// Who is in the places of desks: as the desks told last, compared with who the chatbots there are assigned to.

import { sql } from 'drizzle-orm';
import type { AgentId, ChatbotId, OrganizationId } from '../core/id.js';
import type { Reads, Tx } from './store.js';

export interface WatchedPlace {
  readonly organizationId: OrganizationId;
  readonly desk: string;
  readonly team: string;
  readonly place: string;
}

/** Someone of the desk, and who that is here. */
export interface PlacePerson {
  readonly user: string;
  /** Null for people who are no agents. */
  readonly agentId: AgentId | null;
  readonly name: string | null;
  /** Assigned to a chatbot of this place. */
  readonly assigned: boolean;
  /** Admins and owners may be anywhere. */
  readonly anywhere: boolean;
  /** In the place now, as far as is known. */
  readonly present: boolean;
  /** They left by themselves. */
  readonly left: boolean;
}

const at = ({ organizationId, desk, team, place }: WatchedPlace) =>
  sql`place = ${place} and team = ${team} and desk = ${desk} and organization_id = ${organizationId}`;

/**
 * Takes one place of each team whose people are to be read again, for `holdMs`: the one that is due longest. Teams of
 * `resting` (`desk team`) have none taken. Places of new chatbots are among them.
 */
export async function takeDuePlaces(
  reads: Reads,
  resting: readonly string[],
  holdMs: number,
): Promise<WatchedPlace[]> {
  await reads.db.execute(sql`
    insert into place_watch (organization_id, desk, team, place)
    select distinct organization_id, desk_kind, desk_team, desk_place from chatbot
    where desk_team is not null and removed_at is null
    on conflict do nothing`);
  const { rows } = await reads.db.execute(sql`
    update place_watch w set due_at = now() + ${holdMs}::int * interval '1 millisecond'
    from (select p.* from (select desk, team from place_watch where due_at <= now()
        and desk || ' ' || team <> all(${sql.param([...resting])}::text[]) group by desk, team) t
      cross join lateral (select organization_id, desk, team, place from place_watch
        where due_at <= now() and desk = t.desk and team = t.team
        order by due_at, read_at nulls first, place limit 1 for update skip locked) p) due
    where w.place = due.place and w.team = due.team and w.desk = due.desk and w.organization_id = due.organization_id
    returning w.organization_id as "organizationId", w.desk, w.team, w.place`);
  return rows as unknown as WatchedPlace[];
}

/** The desk asked for patience: the place is looked at later, and nothing is wrong with it. */
export async function putOffLook(reads: Reads, watched: WatchedPlace, forMs: number): Promise<void> {
  await reads.db.execute(
    sql`update place_watch set due_at = now() + ${forMs}::int * interval '1 millisecond' where ${at(watched)}`,
  );
}

/**
 * Has the places of these chatbots looked at soon, because their people changed. Whoever left one by themselves may
 * be brought back now: somebody decided about them since.
 */
export async function watchPlaces(
  tx: Tx,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[],
  agentId: AgentId | null = null,
): Promise<void> {
  for (const chatbotId of new Set(chatbotIds)) {
    const { rows } = await tx.db.execute(sql`
      insert into place_watch (organization_id, desk, team, place)
      select organization_id, desk_kind, desk_team, desk_place from chatbot
      where id = ${chatbotId} and organization_id = ${organizationId} and desk_team is not null
      on conflict (place, team, desk, organization_id) do update set due_at = now()
      returning organization_id as "organizationId", desk, team, place`);
    const [watched] = rows as unknown as WatchedPlace[];
    if (!watched || agentId === null) continue;
    await tx.db.execute(sql`delete from place_member where ${at(watched)} and left_at is not null and "user" in (
      select i."user" from agent_identity i where i.agent_id = ${agentId} and i.organization_id = ${organizationId}
        and i.desk = ${watched.desk} and i.team = ${watched.team})`);
  }
}

/** Records who is there, as the desk told just now; whoever is there did not leave. */
export async function recordMembers(
  reads: Reads,
  watched: WatchedPlace,
  users: readonly string[],
): Promise<void> {
  const { organizationId, desk, team, place } = watched;
  const list = JSON.stringify(users);
  await reads.db.execute(sql`
    with there as (select jsonb_array_elements_text(${list}::jsonb) as "user"),
    gone as (delete from place_member where ${at(watched)} and left_at is null
      and "user" not in (select "user" from there))
    insert into place_member (organization_id, desk, team, place, "user")
    select ${organizationId}::uuid, ${desk}, ${team}, ${place}, "user" from there
    on conflict (place, "user", team, desk, organization_id) do update set seen_at = now(), left_at = null`);
}

/** Everyone who is there or should be, with who they are here. */
export async function listPlacePeople(reads: Reads, watched: WatchedPlace): Promise<PlacePerson[]> {
  const { organizationId, desk, team, place } = watched;
  const { rows } = await reads.db.execute(sql`
    with here as (select id from chatbot where desk_kind = ${desk} and desk_team = ${team} and desk_place = ${place}
      and organization_id = ${organizationId} and removed_at is null),
    agents as (select a.id, a.name, a.role in ('admin', 'owner') as anywhere, i."user",
        exists (select 1 from agent_chatbot ac join here h on h.id = ac.chatbot_id
          where ac.agent_id = a.id and ac.organization_id = a.organization_id) as assigned
      from agent a join agent_identity i on i.agent_id = a.id and i.organization_id = a.organization_id
      where a.organization_id = ${organizationId} and a.deactivated_at is null and i.desk = ${desk} and i.team = ${team}),
    members as (select "user", left_at is not null as gone from place_member where ${at(watched)})
    select coalesce(m."user", g."user") as "user", g.id as "agentId", g.name,
      coalesce(g.assigned, false) as assigned, coalesce(g.anywhere, false) as anywhere,
      m."user" is not null and not m.gone as present, coalesce(m.gone, false) as "left"
    from agents g full join members m on m."user" = g."user"
    where m."user" is not null or g.assigned
    order by g.name nulls last, 1`);
  return rows as unknown as PlacePerson[];
}

/** Somebody came, or left by themselves, as the desk tells the moment it happens. */
export async function recordMove(
  reads: Reads,
  watched: WatchedPlace,
  move: { readonly user: string; readonly joined: boolean },
): Promise<void> {
  const { organizationId, desk, team, place } = watched;
  const leftAt = move.joined ? sql`null::timestamptz` : sql`now()`;
  await reads.db.execute(sql`
    insert into place_member (organization_id, desk, team, place, "user", left_at)
    values (${organizationId}, ${desk}, ${team}, ${place}, ${move.user}, ${leftAt})
    on conflict (place, "user", team, desk, organization_id) do update set seen_at = now(), left_at = excluded.left_at`);
}

/** Somebody is not there, and nobody expects them to be. */
export async function forgetMember(reads: Reads, watched: WatchedPlace, user: string): Promise<void> {
  await reads.db.execute(sql`delete from place_member where ${at(watched)} and "user" = ${user}`);
}

/** Has every place of a team looked at soon: something moved, and the desk did not say where. */
export async function watchTeam(
  reads: Reads,
  { desk, team }: { readonly desk: string; readonly team: string },
): Promise<void> {
  await reads.db.execute(
    sql`update place_watch set due_at = least(due_at, now() + interval '2 seconds') where desk = ${desk} and team = ${team}`,
  );
}

/** The organizations with a chatbot in a place, and which chatbots. */
export async function listChatbotsAt(
  reads: Reads,
  at: Omit<WatchedPlace, 'organizationId'>,
): Promise<{ readonly organizationId: OrganizationId; readonly id: ChatbotId }[]> {
  const { rows } = await reads.db.execute(sql`
    select organization_id as "organizationId", id from chatbot
    where desk_kind = ${at.desk} and desk_team = ${at.team} and desk_place = ${at.place} and removed_at is null`);
  return rows as unknown as { organizationId: OrganizationId; id: ChatbotId }[];
}

/** What came of a look: when it is looked at next, what went wrong, and the drift that was found. */
export interface Look {
  readonly nextMs: number;
  /** Null when its people could be read. */
  readonly error: string | null;
  /** Null when everybody is where they should be. */
  readonly drift: string | null;
}

/** Records a look; resolves with true when its drift is new, so that people are told of it. */
export async function recordLook(reads: Reads, watched: WatchedPlace, look: Look): Promise<boolean> {
  const { rows } = await reads.db.execute<{ isNew: boolean }>(sql`
    with before as (select told from place_watch where ${at(watched)} for update)
    update place_watch set
      due_at = now() + ${look.nextMs}::int * interval '1 millisecond', error = ${look.error}::text,
      read_at = case when ${look.error}::text is null then now() else read_at end,
      told = case when ${look.error}::text is null then ${look.drift}::text else place_watch.told end
    from before where ${sql`place_watch.place = ${watched.place} and place_watch.team = ${watched.team}
      and place_watch.desk = ${watched.desk} and place_watch.organization_id = ${watched.organizationId}`}
    returning ${look.error}::text is null and ${look.drift}::text is not null
      and before.told is distinct from ${look.drift}::text as "isNew"`);
  return rows[0]?.isNew === true;
}

/** What a look found could be told to nobody: it is looked at again soon, and told then. */
export async function forgetTold(reads: Reads, watched: WatchedPlace, againMs: number): Promise<void> {
  await reads.db.execute(sql`
    update place_watch set told = null, due_at = least(due_at, now() + ${againMs}::int * interval '1 millisecond')
    where ${at(watched)}`);
}

/** What the last look at a place found. */
export interface PlaceLook extends WatchedPlace {
  readonly error: string | null;
  readonly drift: string | null;
}

/** What was found at the last looks at an organization's places. */
export async function listLooks(reads: Reads, organizationId: OrganizationId): Promise<PlaceLook[]> {
  const { rows } = await reads.db.execute(sql`
    select organization_id as "organizationId", desk, team, place, error, told as drift
    from place_watch where organization_id = ${organizationId} order by desk, place`);
  return rows as unknown as PlaceLook[];
}
