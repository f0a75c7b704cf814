// What Baton's targets share: a declaration of their own, a Baton on it, and conversations that an agent has.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createLog } from '../../src/app/log.js';
import { type Baton, startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import type { ConversationId } from '../../src/core/id.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { setPresence } from '../../src/routing/verbs/set-presence.js';
import { findAgentByIdentity } from '../../src/store/agents.js';
import { findChannelByAccount } from '../../src/store/chatbots.js';
import { findConversation } from '../../src/store/conversations.js';
import { makeFolder } from '../folder.js';
import { teamsApp, teamsPlaces } from '../teams-cloud.js';
import { readEnv } from './child.js';

const onTeams = process.env.BENCH_TEAMS !== undefined;

// What goes wrong by itself is seen where the benchmark runs; what it makes go wrong would drown the figures.
export const log = createLog(readLevel(), pino.destination(2));

function readLevel(): 'warn' | 'fatal' {
  return process.env.BENCH_TROUBLE ? 'fatal' : 'warn';
}

export interface BenchHouse {
  readonly baton: Baton;
  /** The door that a conversation comes through. */
  doorOf(conversation: number): ChannelAccount;
  readonly conversations: number;
  /** Looks for the agent, who has room for all conversations. */
  findKim(): ReturnType<typeof findAgentByIdentity>;
  end(): Promise<void>;
}

export interface Door {
  readonly kind: string;
  readonly account: string;
  /** The channel's line in baton.yaml. */
  readonly yaml: string;
}

/** The doors of the web: one for each place that threads are opened in. */
export function webDoors(): readonly Door[] {
  const accounts = onTeams ? teamsPlaces.map((_, index) => `bench-${index}`) : ['bench'];
  return accounts.map((account) => {
    return { kind: 'web', account, yaml: `{ kind: web, siteKey: ${account}, origins: [] }` };
  });
}

/** Starts Baton in a folder of its own, with a chatbot behind each of these doors. */
export async function startBenchHouse(
  doors: readonly Door[],
  env: Record<string, string>,
): Promise<BenchHouse> {
  const conversations = Number(readEnv('CONVERSATIONS'));
  const folder = makeFolder('house');
  const config = readConfig({
    PORT: '0',
    BATON_FOLDER: folder,
    BATON_CONFIG: writeDeclaration(folder, doors),
    ...readDesk(),
    LOG_LEVEL: 'warn',
    DATABASE_URL: process.env.DATABASE_URL,
    REDIS_URL: process.env.REDIS_URL,
    ...env,
  });
  const much = 1_000_000_000;
  const webLimits = {
    messagesPerMinute: much,
    messageBurst: much,
    callsPerMinute: much,
    addressCallsPerMinute: much,
    visitorsPerHour: much,
  };
  const baton = await startBaton({ config, log, env: {}, webLimits });
  const stored = await Promise.all(
    doors.map(({ kind, account }) => findChannelByAccount(baton.store, kind, account)),
  );
  // More than one person may be given: what is measured is not how chats are shared out.
  await baton.store.run({ name: 'bench-room', text: 'update agent set chat_limit = $1::int returning id' }, [
    conversations,
  ]);
  return {
    baton,
    doorOf(conversation) {
      const door = stored[conversation % stored.length];
      if (!door) throw new Error('the door is missing');
      return door;
    },
    conversations,
    findKim: () =>
      findAgentByIdentity(
        baton.store,
        onTeams
          ? { desk: 'teams', team: teamsApp.tenantId, user: teamsApp.kim }
          : { desk: 'slack', team: 'T0BENCH', user: 'U0KIM' },
      ),
    async end() {
      await baton.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The desk's variables: the cloud of Teams where one is named, else the sink that plays Slack. */
function readDesk(): Record<string, string> {
  if (onTeams)
    return {
      TEAMS_APP_ID: teamsApp.appId,
      TEAMS_APP_PASSWORD: teamsApp.secret,
      TEAMS_TENANT_ID: teamsApp.tenantId,
      TEAMS_CLOUD_URL: readEnv('BENCH_TEAMS'),
    };
  return {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: readEnv('SIGNING_SECRET'),
    SLACK_API_URL: readEnv('SLACK_API_URL'),
  };
}

/** Writes the declaration and resolves to its path. */
function writeDeclaration(folder: string, doors: readonly Door[]): string {
  const faq = 'fallback: I do not know.\nquestions: [{ when: [bench], answer: Measured. }]\n';
  writeFileSync(join(folder, 'faq.yaml'), faq);
  const path = join(folder, 'baton.yaml');
  writeFileSync(
    path,
    `organization: { key: bench, name: Bench }
chatbots:
${doors.map(declareChatbot).join('')}agents:
  - { name: Kim, role: supervisor, ${onTeams ? `teams: ${teamsApp.kim}` : 'slack: U0KIM'}, chatLimit: 100, chatbots: [${doors.map((_, index) => `bench-${index}`).join(', ')}] }
`,
  );
  return path;
}

function declareChatbot({ yaml }: Door, index: number): string {
  const place = onTeams ? `kind: teams, place: "${teamsPlaces[index]}"` : 'kind: slack, place: C0BENCH';
  return `  - key: bench-${index}
    name: Bench ${index}
    assistant: { kind: scripted, file: ./faq.yaml }
    desk: { ${place}, mirror: on-request }
    channels: [${yaml}]
    categories: []
`;
}

export interface Seated {
  readonly conversationId: ConversationId;
  readonly threadRef: string;
  readonly sequence: number;
}

/** Brings one customer's conversation to where the agent has it, by the very verbs that customers and agents use. */
export async function seatCustomer(
  { baton, findKim }: BenchHouse,
  {
    door,
    ...customer
  }: { readonly door: ChannelAccount; readonly address: string; readonly externalId: string },
): Promise<Seated> {
  const routing = { store: baton.store, log };
  const agent = await waitUntil(findKim);
  const said = { kind: 'text', text: 'hello', markup: 'plain', attachmentIds: [], at: null } as const;
  const { conversationId } = await receive(routing, { channel: door, ...customer, ...said });
  const scope = { organizationId: door.organizationId, id: conversationId };
  // Whoever has chats is there: else every customer's line would begin the wait for an agent who left.
  if (agent.presence !== 'online')
    await setPresence(routing, { by: agent, agentId: agent.id, presence: 'online' });
  await requestHuman(routing, { ...scope, actor: { kind: 'system', cause: 'bench' }, reason: 'bench' });
  await claim(routing, { agent, conversationId });
  const rooted = await waitUntil(async () => {
    const conversation = await findConversation(baton.store, scope);
    return conversation?.threadRef ? conversation : null;
  });
  return { conversationId, threadRef: rooted.threadRef ?? '', sequence: rooted.sequence };
}

/** Does it for every conversation, several at once; results in their order. */
export async function forEachConversation<T>(
  { conversations }: BenchHouse,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const loop = async () => {
    while (next < conversations) {
      const index = next;
      next += 1;
      done[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: 32 }, loop));
  return done;
}

/** Looks again and again until something is there. */
export async function waitUntil<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What was set up must be drained before anything is measured. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000));
