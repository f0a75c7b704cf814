// Baton itself, whole, with conversations that agents already have.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
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
import { readEnv, ready } from './child.js';

const conversations = Number(readEnv('CONVERSATIONS'));
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
const yaml = join(folder, 'baton.yaml');
writeFileSync(
  join(folder, 'faq.yaml'),
  'fallback: I do not know.\nquestions: [{ when: [bench], answer: Measured. }]\n',
);
writeFileSync(
  yaml,
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
const config = readConfig({
  PORT: '0',
  BATON_FOLDER: folder,
  BATON_CONFIG: yaml,
  SLACK_BOT_TOKEN: 'xoxb-bench',
  SLACK_SIGNING_SECRET: readEnv('SIGNING_SECRET'),
  SLACK_API_URL: readEnv('SLACK_API_URL'),
  LOG_LEVEL: 'warn',
  DATABASE_URL: process.env.DATABASE_URL,
  REDIS_URL: process.env.REDIS_URL,
});
const log = createLog('warn', pino.destination(2));
const much = 1_000_000_000;
const baton = await startBaton({
  config,
  log,
  env: {},
  webLimits: {
    messagesPerMinute: much,
    messageBurst: much,
    callsPerMinute: much,
    addressCallsPerMinute: much,
    visitorsPerHour: much,
  },
});
const { store } = baton;
const routing = { store, log };
const door = await findChannelByAccount(store, 'web', 'bench');
if (!door) throw new Error('the door is missing');
const waitUntil = async <T>(look: () => Promise<T | null | undefined | false>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const agent = await waitUntil(() =>
  findAgentByIdentity(store, { desk: 'slack', team: 'T0BENCH', user: 'U0KIM' }),
);
const seeds: { token: string; conversationId: string; threadRef: string; sequence: number }[] = [];
for (let index = 0; index < conversations; index += 1) {
  const token = randomBytes(32).toString('base64url');
  const visitor = await createVisitor(store, door, createHash('sha256').update(token).digest('hex'), {});
  const said = {
    externalId: `seed-${index}`,
    kind: 'text',
    text: 'hello',
    markup: 'plain',
    attachmentIds: [],
    at: null,
  } as const;
  const { conversationId } = await receive(routing, { channel: door, address: visitor.address, ...said });
  const scope = { organizationId: door.organizationId, id: conversationId };
  await requestHuman(routing, { ...scope, actor: { kind: 'system', cause: 'bench' }, reason: 'bench' });
  await claim(routing, { agent, conversationId });
  const rooted = await waitUntil(async () => {
    const conversation = await findConversation(store, scope);
    return conversation?.threadRef ? conversation : null;
  });
  seeds.push({ token, conversationId, threadRef: rooted.threadRef ?? '', sequence: rooted.sequence });
}
// What was set up must be drained before anything is measured.
await new Promise((resolve) => setTimeout(resolve, 2_000));
ready({ url: baton.url }, { seeds });
process.on('disconnect', () => void baton.stop().then(() => process.exit(0)));
