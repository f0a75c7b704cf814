// A switchboard of any size in a real database: chatbots, agents with full hands, and customers who wait, set down at once.

import { rmSync } from 'node:fs';
import pg from 'pg';
import { pino } from 'pino';
import { defaultHandOff, defaultRouting } from '../src/core/chatbot.js';
import type { AgentId, ChatbotId, OrganizationId } from '../src/core/id.js';
import { startEmbeddedPostgres } from '../src/embedded.js';
import type { Routing } from '../src/routing/routing.js';
import { migrate } from '../src/store/migrate.js';
import { createStore } from '../src/store/store.js';
import { makeFolder } from './folder.js';

export interface Size {
  readonly agents: number;
  readonly chatbots: number;
  readonly pending: number;
  /** Of the agents, how many are offline and without chats. */
  readonly offline: number;
}

export interface Switchboard {
  readonly organizationId: OrganizationId;
  readonly routing: Routing;
  readonly chatbotIds: readonly ChatbotId[];
  /** Online, with as many chats as their limit. */
  readonly busy: readonly AgentId[];
  readonly offline: readonly AgentId[];
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** How many chats everybody may have. */
export const chatLimit = 4;

/** One after the other, as sets: a row at a time would take minutes. */
const seeds = (size: Size): readonly string[] => [
  `insert into organization (id, key, name) values (gen_random_uuid(), 'bench', 'Bench')`,
  `insert into chatbot (organization_id, id, key, name, human_support, assistant, desk_kind, desk_team, desk_place, routing, hand_off, categories)
   select o.id, gen_random_uuid(), 'bot-' || n, 'Bot ' || n, true, '{"kind": "scripted"}', 'slack', 'T1', 'C' || n,
     '${JSON.stringify({ ...defaultRouting, mode: 'auto' })}', '${JSON.stringify(defaultHandOff)}', '{}'
   from organization o, generate_series(0, ${size.chatbots - 1}) n`,
  `insert into channel (organization_id, id, chatbot_id, kind, account, settings)
   select organization_id, gen_random_uuid(), id, 'web', key, '{}' from chatbot`,
  `insert into agent (organization_id, id, name, role, presence, chat_limit, languages)
   select o.id, gen_random_uuid(), 'Agent ' || n, 'agent', case when n < ${size.offline} then 'offline' else 'online' end, ${chatLimit}, '{en}'
   from organization o, generate_series(0, ${size.agents - 1}) n`,
  `create temporary table bot as select *, row_number() over (order by substring(key from 5)::int) - 1 as n from chatbot`,
  `create index on bot (n)`,
  `insert into agent_chatbot (organization_id, agent_id, chatbot_id)
   select a.organization_id, a.id, b.id from agent a join bot b on b.n = substring(a.name from 7)::int % ${size.chatbots}`,
  // Everybody is in the place of their chatbot, and Baton knows it.
  `insert into agent_identity (organization_id, agent_id, desk, team, "user")
   select organization_id, id, 'slack', 'T1', 'U' || substring(name from 7) from agent`,
  `insert into place_watch (organization_id, desk, team, place, due_at, read_at)
   select organization_id, 'slack', 'T1', desk_place, now() + interval '1 hour', now() from bot`,
  `insert into place_member (organization_id, desk, team, place, "user")
   select i.organization_id, 'slack', 'T1', b.desk_place, i."user" from agent_chatbot ac join bot b on b.id = ac.chatbot_id
   join agent_identity i on i.agent_id = ac.agent_id`,
  `insert into contact (organization_id, id, locale)
   select o.id, gen_random_uuid(), 'en' from organization o, generate_series(1, ${size.pending + (size.agents - size.offline) * chatLimit})`,
  `create temporary table person as select id, row_number() over () - 1 as n from contact`,
  `insert into conversation (organization_id, id, reference, chatbot_id, channel_id, contact_id, address, status, mirrored, desk_kind, desk_team, desk_place, thread_ref, requested_at)
   select b.organization_id, gen_random_uuid(), 1001 + p.n, b.id, ch.id, p.id, p.id::text, 'pending', true, 'slack', 'T1', b.desk_place, p.id::text,
     now() - interval '1 hour' + p.n * interval '20 milliseconds'
   from person p join bot b on b.n = p.n % ${size.chatbots} join channel ch on ch.account = b.key where p.n < ${size.pending}`,
  `insert into conversation (organization_id, id, reference, chatbot_id, channel_id, contact_id, address, status, owner_id, mirrored, desk_kind, desk_team, desk_place, thread_ref, requested_at, last_customer_at)
   select a.organization_id, gen_random_uuid(), 1001 + p.n, ac.chatbot_id, ch.id, p.id, p.id::text, 'active', a.id, true, 'slack', 'T1', 'C', p.id::text, now(), now()
   from person p join (select *, row_number() over (order by id) - 1 as n from agent where presence = 'online') a on a.n = (p.n - ${size.pending}) / ${chatLimit}
   join agent_chatbot ac on ac.agent_id = a.id join channel ch on ch.chatbot_id = ac.chatbot_id where p.n >= ${size.pending}`,
  `insert into assignment (organization_id, id, conversation_id, agent_id, start_reason)
   select organization_id, gen_random_uuid(), id, owner_id, 'routed' from conversation where status = 'active'`,
  `update organization set next_reference = 1001 + ${size.pending + size.agents * chatLimit}`,
  'analyze',
];

/** Starts a PostgreSQL of its own and fills it. */
export async function openSwitchboard(size: Size): Promise<Switchboard> {
  const folder = makeFolder('routing');
  const database = await startEmbeddedPostgres({ folder, log: pino({ level: 'silent' }) });
  await migrate(database.url);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const text of seeds(size)) await client.query(text);
  const query: Switchboard['query'] = async (text, values = []) =>
    (await client.query(text, [...values])).rows;
  const store = createStore({ url: database.url });
  const idsOf = async <Id extends string>(text: string) =>
    (await query<{ id: Id }>(text)).map(({ id }) => id);
  const [organizationId] = await idsOf<OrganizationId>('select id from organization');
  if (!organizationId) throw new Error('nothing was seeded');
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return {
    organizationId,
    routing: { store, log },
    chatbotIds: await idsOf<ChatbotId>('select id from chatbot'),
    busy: await idsOf<AgentId>(`select id from agent where presence = 'online'`),
    offline: await idsOf<AgentId>(`select id from agent where presence = 'offline'`),
    query,
    async close() {
      await store.close();
      await client.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
