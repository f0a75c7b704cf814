// A house for the bridge's tests: a real database with people of every role, and a desk that records what it is asked.

import { sql } from 'drizzle-orm';
import type { Card, Form } from '../../src/bridge/cards/card.js';
import type { Desk, DeskLine, Mark, Post, PostTarget } from '../../src/bridge/desk.js';
import type { BridgeHouse } from '../../src/bridge/house.js';
import type { DeskFile, Invocation } from '../../src/bridge/invocation.js';
import { createDesks } from '../../src/bridge/registry.js';
import type { Agent, Role } from '../../src/core/agent.js';
import { defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import type { Conversation } from '../../src/core/conversation.js';
import type { DeclaredAgent, DeclaredChatbot } from '../../src/core/declaration.js';
import { Refusal } from '../../src/core/errors.js';
import { literal } from '../../src/core/text/document.js';
import type { Log } from '../../src/routing/routing.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { findAgentByIdentity } from '../../src/store/agents.js';
import { applyDeclaration } from '../../src/store/apply.js';
import { insertAttachment } from '../../src/store/attachments.js';
import { findChannelByAccount } from '../../src/store/chatbots.js';
import { findConversation } from '../../src/store/conversations.js';
import { migrate } from '../../src/store/migrate.js';
import { createStore } from '../../src/store/store.js';
import { createTestDatabase } from './postgres.js';

export const team = 'T1';
export const place = 'C0ACME';

/** One person of each role on the chatbot `acme`, and Zoe who only works for another one. */
export const people = {
  sam: 'support agent',
  ann: 'agent',
  mia: 'account manager',
  sue: 'supervisor',
  adi: 'admin',
  oli: 'owner',
  zoe: 'agent',
} as const satisfies Record<string, Role>;
export type Person = keyof typeof people;

const userOf = (person: string) => `U0${person.toUpperCase()}`;

function chatbot(key: string, at: string): DeclaredChatbot {
  return {
    key,
    name: `${key} Support`,
    pictureUrl: null,
    humanSupport: true,
    assistant: { kind: 'scripted' },
    desk: { kind: 'slack', team, place: at, mirror: 'on-request' },
    routing: defaultRouting,
    handOff: defaultHandOff,
    hours: null,
    categories: ['Billing', 'Shipping'],
    requiredToClose: [],
    asksRating: false,
    canned: [],
    channels: [{ kind: 'web', account: `${key}-web`, settings: {} }],
  };
}

function declared(person: Person): DeclaredAgent {
  const name = person.charAt(0).toUpperCase() + person.slice(1);
  return {
    name,
    role: people[person],
    chatLimit: 3,
    pictureUrl: null,
    skills: [],
    languages: [],
    identities: [{ desk: 'slack', team, user: userOf(person) }],
    chatbots: [person === 'zoe' ? 'other' : 'acme'],
  };
}

export interface Recorded {
  readonly posts: { readonly to: PostTarget; readonly post: Post }[];
  readonly updates: { readonly ref: string; readonly post: Post }[];
  readonly whispers: { readonly user: string; readonly threadRef: string | null; readonly card: Card }[];
  readonly directs: { readonly user: string; readonly card: Card }[];
  readonly homes: { readonly user: string; readonly card: Card }[];
  readonly marks: { readonly ref: string; readonly mark: Mark; readonly earlier: Mark | null }[];
  readonly logged: string[];
}

function recordingDesk(recorded: Recorded): Desk {
  let next = 100;
  return {
    name: 'slack',
    listen: () => undefined,
    async post(to, post) {
      recorded.posts.push({ to, post });
      next += 1;
      return { ref: `1790000000.${next}` };
    },
    update: async ({ ref }, post) => void recorded.updates.push({ ref, post }),
    findPosted: async (_to, evidence) =>
      recorded.posts.some(({ post }) => post.evidence === evidence) ? { ref: 'found' } : null,
    mark: async ({ ref }, mark, earlier) => void recorded.marks.push({ ref, mark, earlier }),
    whisper: async ({ user, threadRef }, card) => void recorded.whispers.push({ user, threadRef, card }),
    direct: async ({ user }, card) => void recorded.directs.push({ user, card }),
    home: async ({ user }, card) => void recorded.homes.push({ user, card }),
    link: async ({ ref }) => `https://desk.example/${ref}`,
  };
}

export interface Answers {
  readonly cards: Card[];
  readonly forms: Form[];
  readonly errors: Readonly<Record<string, string>>[];
}

export type TestHouse = Awaited<ReturnType<typeof openHouse>>;

/** Opens the house; `close` drops its database. */
export async function openHouse() {
  const database = await createTestDatabase({ migrate });
  const store = createStore({ url: database.url });
  await applyDeclaration(store, {
    organization: { key: 'acme', name: 'Acme' },
    chatbots: [chatbot('acme', place), chatbot('other', 'C0OTHER')],
    agents: (Object.keys(people) as Person[]).map(declared),
  });
  // Another organization on another team: nothing of it may ever be reached from here, nor the other way round.
  await applyDeclaration(store, {
    organization: { key: 'rival', name: 'Rival' },
    chatbots: [{ ...chatbot('rival', 'C0RIVAL'), desk: null }],
    agents: [
      {
        ...declared('oli'),
        name: 'Rex',
        identities: [{ desk: 'slack', team: 'T2', user: 'U0REX' }],
        chatbots: ['rival'],
      },
    ],
  });
  const recorded: Recorded = {
    posts: [],
    updates: [],
    whispers: [],
    directs: [],
    homes: [],
    marks: [],
    logged: [],
  };
  const write = (fields: object, message: string) =>
    void recorded.logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const routing = { store, log };

  const agent = async (person: Person): Promise<Agent> => {
    const found = await findAgentByIdentity(store, { desk: 'slack', team, user: userOf(person) });
    if (!found) throw new Error(`no ${person}`);
    return found;
  };

  const storeFile: BridgeHouse['storeFile'] = async ({ organizationId, conversationId, name, bytes }) => {
    if (name.endsWith('.exe')) throw new Refusal('file-refused', { name, why: 'programs are not allowed' });
    const { channelId } = await reread(conversationId);
    const file = { name, type: 'text/plain', sizeBytes: bytes.length, storageKey: name };
    return insertAttachment(store, { organizationId, channelId, address: 'test' }, file);
  };

  const reread = async (id: Conversation['id']): Promise<Conversation> => {
    const found = await findConversation(store, { organizationId: (await agent('ann')).organizationId, id });
    if (!found) throw new Error('no such conversation');
    return found;
  };

  let customers = 0;
  /** A customer who asked for a person; its thread is posted. */
  const openPending = async (door = 'acme-web'): Promise<Conversation> => {
    customers += 1;
    const channel = await findChannelByAccount(store, 'web', door);
    if (!channel) throw new Error(`no ${door}`);
    const line = {
      kind: 'text',
      text: 'Where is my parcel?',
      markup: 'plain',
      attachmentIds: [],
      at: null,
    } as const;
    const heard = await receive(routing, {
      ...line,
      channel,
      address: `visitor-${customers}`,
      facts: { name: `Maria ${customers}` },
      externalId: `in-${customers}`,
    });
    const scope = { organizationId: channel.organizationId, id: heard.conversationId };
    await requestHuman(routing, { ...scope, actor: { kind: 'system', cause: 'test' }, reason: 'button' });
    await store.db.execute(
      sql`update conversation set thread_ref = ${`root.${customers}`} where id = ${scope.id}`,
    );
    return reread(scope.id);
  };

  return {
    house: { routing, desks: createDesks([recordingDesk(recorded)]), storeFile } satisfies BridgeHouse,
    store,
    recorded,
    agent,
    reread,
    openPending,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

function createMouth(forms: boolean): { mouth: Invocation['mouth']; answers: Answers } {
  const answers: Answers = { cards: [], forms: [], errors: [] };
  const mouth = {
    whisper: async (card: Card) => void answers.cards.push(card),
    ...(forms ? { openForm: async (form: Form) => void answers.forms.push(form) } : {}),
    refuseForm: (errors: Readonly<Record<string, string>>) => void answers.errors.push(errors),
  };
  return { mouth, answers };
}

/** An invocation by someone, and what it was answered. */
export function ask(person: string, word: string, change: Partial<Omit<Invocation, 'mouth'>> = {}) {
  const { mouth, answers } = createMouth(true);
  const invocation: Invocation = {
    desk: 'slack',
    team,
    user: userOf(person),
    via: 'slash',
    word,
    args: '',
    values: {},
    files: [],
    place: null,
    threadRef: null,
    postRef: null,
    conversationId: null,
    epoch: null,
    mouth,
    ...change,
  };
  return { invocation, answers };
}

let lines = 0;

/** A line typed by someone, and what it was answered. */
export function line(person: string, raw: string, change: Partial<Omit<DeskLine, 'mouth'>> = {}) {
  const { mouth, answers } = createMouth(false);
  lines += 1;
  const typed: DeskLine = {
    type: 'line',
    desk: 'slack',
    team,
    user: userOf(person),
    place,
    threadRef: null,
    ref: `line.${lines}`,
    clientId: null,
    text: literal(raw),
    raw,
    addressed: false,
    files: [],
    mouth,
    ...change,
  };
  return { line: typed, answers };
}

export function file(name: string, content = 'hello'): DeskFile {
  return { name, sizeBytes: content.length, fetch: async () => Buffer.from(content) };
}
