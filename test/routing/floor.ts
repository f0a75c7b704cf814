// The switchboard's floor for its tests: a real database with one chatbot and its people, and looks behind the verbs.

import pg from 'pg';
import { expect } from 'vitest';
import type { Agent, Presence, Role } from '../../src/core/agent.js';
import { type ChannelAccount, defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import type { Conversation } from '../../src/core/conversation.js';
import type { DeclaredAgent, DeclaredChatbot } from '../../src/core/declaration.js';
import { Refusal } from '../../src/core/errors.js';
import type { AgentId, ConversationId } from '../../src/core/id.js';
import type { Routing } from '../../src/routing/routing.js';
import { type ReceiveInput, receive } from '../../src/routing/verbs/receive.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { findAgentByIdentity } from '../../src/store/agents.js';
import { applyDeclaration } from '../../src/store/apply.js';
import { findChannelByAccount, findChatbot } from '../../src/store/chatbots.js';
import { findConversation } from '../../src/store/conversations.js';
import { createStore } from '../../src/store/store.js';
import { createVisitor } from '../../src/store/visitors.js';
import { createTestDatabase } from '../support/postgres.js';

export interface Person {
  readonly name: string;
  readonly role?: Role;
  readonly chatLimit?: number;
  readonly chatbots?: readonly string[];
}

export interface FloorOptions {
  readonly people?: readonly Person[];
  readonly chatbot?: Partial<DeclaredChatbot>;
  /** Whether this process takes an idle lane's line in the commit that stores it. */
  readonly instant?: boolean;
}

const usual: readonly Person[] = [
  { name: 'Kim', role: 'supervisor' },
  { name: 'Ben' },
  { name: 'Ann' },
  { name: 'Adi', role: 'admin' },
  { name: 'Zoe', chatbots: ['other'] },
];

/** A chatbot as the floor's declaration has it. */
export function declareChatbot(key: string, change: Partial<DeclaredChatbot> = {}): DeclaredChatbot {
  return {
    key,
    name: `${key} Support`,
    pictureUrl: null,
    humanSupport: true,
    assistant: { kind: 'scripted' },
    desk: { kind: 'slack', team: 'T1', place: `C-${key}`, mirror: 'on-request' },
    routing: defaultRouting,
    handOff: defaultHandOff,
    hours: null,
    categories: ['Billing', 'Shipping'],
    requiredToClose: [],
    asksRating: false,
    canned: [],
    channels: [{ kind: 'web', account: `${key}-web`, settings: {} }],
    ...change,
  };
}

function declareAgent({ name, role = 'agent', chatLimit = 3, chatbots = ['acme'] }: Person): DeclaredAgent {
  const identities = [{ desk: 'slack', team: 'T1', user: `U-${name}` }];
  return { name, role, chatLimit, pictureUrl: null, skills: [], languages: [], identities, chatbots };
}

export interface EventRow {
  readonly sequence: number;
  readonly kind: string;
  readonly actor: { readonly kind: string; readonly name?: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DeliveryRow {
  readonly id: string;
  readonly lane: string;
  readonly sequence: number;
  readonly kind: string;
  readonly status: string;
  readonly attempts: number;
  readonly receipt: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly text: string | null;
}

export type Floor = Awaited<ReturnType<typeof openFloor>>;

/** Opens the floor; `close` drops its database. */
export async function openFloor(options: FloorOptions = {}) {
  const database = await createTestDatabase({
    migrate: async (url) => (await import('../../src/store/migrate.js')).migrate(url),
  });
  const store = createStore({ url: database.url, maxConnections: 24 });
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  // A server that drops the database under an idle connection is the test's end, not its failure.
  pool.on('error', () => undefined);
  await applyDeclaration(store, {
    organization: { key: 'acme', name: 'Acme' },
    chatbots: [declareChatbot('acme', options.chatbot), declareChatbot('other')],
    agents: (options.people ?? usual).map(declareAgent),
  });
  const found = await findChannelByAccount(store, 'web', 'acme-web');
  if (!found) throw new Error('no door');
  const door: ChannelAccount = found;
  const { organizationId } = door;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const routing: Routing = { store, log, ...(options.instant ? { instant: { leaseMs: 9_000 } } : {}) };

  const query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const agent = async (name: string): Promise<Agent> => {
    const one = await findAgentByIdentity(store, { desk: 'slack', team: 'T1', user: `U-${name}` });
    if (!one) throw new Error(`no ${name}`);
    return one;
  };
  const conversation = async (id: ConversationId): Promise<Conversation> => {
    const one = await findConversation(store, { organizationId, id });
    if (!one) throw new Error('no such conversation');
    return one;
  };

  let count = 0;
  const say = (address: string, change: Partial<ReceiveInput> = {}) => {
    count += 1;
    const line = { externalId: `in-${count}`, kind: 'text', text: `line ${count}`, markup: 'plain' } as const;
    return receive(routing, { channel: door, address, ...line, attachmentIds: [], at: null, ...change });
  };
  let visitors = 0;
  /** Somebody opens the widget for the first time. */
  const visit = () => {
    visitors += 1;
    return createVisitor(store, door, `hash-${visitors}`, {});
  };
  const openPending = async (address = `visitor-${count + 1}`): Promise<Conversation> => {
    const { conversationId: id } = await say(address);
    await requestHuman(routing, {
      organizationId,
      id,
      actor: { kind: 'system', cause: 'test' },
      reason: 'button',
    });
    return conversation(id);
  };
  const deliveries = (id: ConversationId, lane: 'thread' | 'customer') =>
    query<DeliveryRow>(
      'select d.*, m.text from delivery d left join message m on m.id = d.message_id where d.conversation_id = $1 and d.lane = $2 order by d.sequence',
      [id, lane],
    );

  return {
    /** For another process on the same database. */
    url: database.url,
    store,
    routing,
    door,
    query,
    agent,
    conversation,
    say,
    visit,
    openPending,
    deliveries,
    async chatbot() {
      const one = await findChatbot(store, { organizationId, id: door.chatbotId });
      if (!one) throw new Error('no chatbot');
      return one;
    },
    events: (id: ConversationId) =>
      query<EventRow>('select * from event where conversation_id = $1 order by sequence', [id]),
    lines: async (id: ConversationId) =>
      (await deliveries(id, 'thread')).filter((one) => one.kind === 'line').map((one) => one.payload.event),
    setPresence: (name: string, presence: Presence) =>
      query('update agent set presence = $2 where name = $1', [name, presence]),
    scope: (id: ConversationId) => ({ organizationId, id }),
    load: async (id: AgentId) =>
      (await query('select 1 from assignment where agent_id = $1 and ended_at is null', [id])).length,
    async close() {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** The code with which the work is refused; `fine` when it is not. Any other error is thrown on. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'fine';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** SQL of the agents whose kept room is not what their presence, limit and chats come to. */
export const wrongRooms = `select a.name, ac.room from agent_chatbot ac join agent a on a.id = ac.agent_id
  where ac.room <> case when a.presence = 'online' and a.deactivated_at is null then a.chat_limit else 0 end
    - (select count(*) from conversation c where c.owner_id = a.id and c.status = 'active')`;

/** What must hold of every conversation at any time, whatever was done to it. */
export async function expectSound({ query }: Pick<Floor, 'query'>): Promise<void> {
  const gaps = await query(`select c.id from conversation c left join event e on e.conversation_id = c.id
    group by c.id, c.organization_id, c.sequence having count(e.*) <> c.sequence or coalesce(max(e.sequence), 0) <> c.sequence`);
  expect(gaps, 'gaps in the order of events').toEqual([]);
  const lanes = await query(`select c.id from conversation c where
    c.customer_sequence <> coalesce((select max(sequence) from delivery d where d.conversation_id = c.id and d.lane = 'customer'), 0)
    or c.thread_sequence <> coalesce((select max(sequence) from delivery d where d.conversation_id = c.id and d.lane = 'thread'), 0)`);
  expect(lanes, 'lanes whose next place is taken or skipped').toEqual([]);
  const owners =
    await query(`select c.id from conversation c left join assignment a on a.conversation_id = c.id and a.ended_at is null
    where c.owner_id is distinct from a.agent_id`);
  expect(owners, 'owners without their assignment').toEqual([]);
  const tooMany =
    await query(`select a.name from agent a join assignment s on s.agent_id = a.id and s.ended_at is null
    group by a.id, a.name, a.chat_limit having count(*) > a.chat_limit`);
  expect(tooMany, 'agents above their limit').toEqual([]);
  expect(await query(wrongRooms), 'rooms that are kept wrongly').toEqual([]);
}
