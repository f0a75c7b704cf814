// Baton itself, whole, with conversations that agents already have.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createLog } from '../../src/app/log.js';
import { startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { findAgentByIdentity } from '../../src/store/agents.js';
import { findChannelByAccount } from '../../src/store/chatbots.js';
import { findConversation } from '../../src/store/conversations.js';
import { createVisitor } from '../../src/store/visitors.js';
import type { Seed } from '../streams.js';
import { readEnv, ready } from './child.js';

const conversations = Number(readEnv('CONVERSATIONS'));
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
const log = createLog('warn', pino.destination(2));

/** Writes the declaration and resolves to its path. */
function writeDeclaration(): string {
  const faq = 'fallback: I do not know.\nquestions: [{ when: [bench], answer: Measured. }]\n';
  writeFileSync(join(folder, 'faq.yaml'), faq);
  const path = join(folder, 'baton.yaml');
  writeFileSync(
    path,
    `organization: { key: bench, name: Bench }
chatbots:
  - key: bench
    name: Bench
    assistant: { kind: scripted, file: ./faq.yaml }
    desk: { kind: slack, place: C0BENCH, mirror: on-request }
    channels: [{ kind: web, siteKey: bench, origins: [] }]
    categories: []
agents:
  - { name: Kim, role: supervisor, slack: U0KIM, chatLimit: ${conversations}, chatbots: [bench] }
`,
  );
  return path;
}

function start() {
  const config = readConfig({
    PORT: '0',
    BATON_FOLDER: folder,
    BATON_CONFIG: writeDeclaration(),
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: readEnv('SIGNING_SECRET'),
    SLACK_API_URL: readEnv('SLACK_API_URL'),
    LOG_LEVEL: 'warn',
    DATABASE_URL: process.env.DATABASE_URL,
    REDIS_URL: process.env.REDIS_URL,
  });
  const much = 1_000_000_000;
  const webLimits = {
    messagesPerMinute: much,
    messageBurst: much,
    callsPerMinute: much,
    addressCallsPerMinute: much,
    visitorsPerHour: much,
  };
  return startBaton({ config, log, env: {}, webLimits });
}

async function waitUntil<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Store = Awaited<ReturnType<typeof start>>['store'];

/** Brings conversations to where an agent has them, by the very verbs that customers and agents use. */
async function seedConversations(store: Store): Promise<Seed[]> {
  const routing = { store, log };
  const door = await findChannelByAccount(store, 'web', 'bench');
  if (!door) throw new Error('the door is missing');
  const kim = { desk: 'slack', team: 'T0BENCH', user: 'U0KIM' };
  const agent = await waitUntil(() => findAgentByIdentity(store, kim));
  const said = { kind: 'text', text: 'hello', markup: 'plain', attachmentIds: [], at: null } as const;
  const seeds: Seed[] = [];
  for (let index = 0; index < conversations; index += 1) {
    const token = randomBytes(32).toString('base64url');
    const { address } = await createVisitor(
      store,
      door,
      createHash('sha256').update(token).digest('hex'),
      {},
    );
    const heard = { channel: door, address, externalId: `seed-${index}`, ...said };
    const { conversationId } = await receive(routing, heard);
    const scope = { organizationId: door.organizationId, id: conversationId };
    await requestHuman(routing, { ...scope, actor: { kind: 'system', cause: 'bench' }, reason: 'bench' });
    await claim(routing, { agent, conversationId });
    const rooted = await waitUntil(async () => {
      const conversation = await findConversation(store, scope);
      return conversation?.threadRef ? conversation : null;
    });
    seeds.push({ token, conversationId, threadRef: rooted.threadRef ?? '', sequence: rooted.sequence });
  }
  return seeds;
}

const baton = await start();
const seeds = await seedConversations(baton.store);
// What was set up must be drained before anything is measured.
await new Promise((resolve) => setTimeout(resolve, 2_000));
ready({ url: baton.url }, { seeds }, async () => {
  await baton.stop();
  rmSync(folder, { recursive: true, force: true });
});
