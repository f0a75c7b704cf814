// Proves that every verb asks for the right itself, at the commit: neither a command before it nor what the gesture knew is trusted (A14).

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../../src/core/agent.js';
import type { Conversation } from '../../../src/core/conversation.js';
import type { Routing } from '../../../src/routing/routing.js';
import { assign } from '../../../src/routing/verbs/assign.js';
import { categorize } from '../../../src/routing/verbs/categorize.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { manageAgent } from '../../../src/routing/verbs/manage-agent.js';
import { assignAgent, unassignAgent } from '../../../src/routing/verbs/manage-assignment.js';
import { addCannedReply } from '../../../src/routing/verbs/manage-canned.js';
import { manageChatbot } from '../../../src/routing/verbs/manage-chatbot.js';
import { addAgent, deactivateAgent, reactivateAgent } from '../../../src/routing/verbs/manage-people.js';
import { moveBoard } from '../../../src/routing/verbs/move-board.js';
import { note } from '../../../src/routing/verbs/note.js';
import { prioritize } from '../../../src/routing/verbs/prioritize.js';
import { release } from '../../../src/routing/verbs/release.js';
import { reopen } from '../../../src/routing/verbs/reopen.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { whisper } from '../../../src/routing/verbs/whisper.js';
import { openHouse, type TestHouse } from '../../support/bridge-house.js';
import { printTables } from '../../support/role-matrix.js';

let test: TestHouse;
let ann: Agent;
let sam: Agent;
let chat: Conversation;
const run = (text: string) => test.store.db.execute(sql.raw(text));
const print = () => printTables(async (text) => (await run(text)).rows);
beforeAll(async () => {
  test = await openHouse();
  await run("update agent set presence = 'online'");
  [ann, sam] = [await test.agent('ann'), await test.agent('sam')];
  const { id } = await test.openPending();
  await claim(test.house.routing, { agent: ann, conversationId: id });
  chat = await test.reread(id);
});
afterAll(() => test.close());

type Verb = (routing: Routing, by: Agent) => Promise<unknown>;
const on = () => ({ conversationId: chat.id });
const desk = { ref: null, clientId: null };

/** What it takes to lead a chatbot's people and chats. */
const steering: Readonly<Record<string, Verb>> = {
  assign: (routing, by) => assign(routing, { by, agentId: sam.id, ...on() }),
  whisper: (routing, by) => whisper(routing, { by, ...on() }),
  'presence of another': (routing, by) => setPresence(routing, { by, agentId: ann.id, presence: 'away' }),
  board: (routing, by) => moveBoard(routing, { by, chatbotId: chat.chatbotId, ref: 'b1' }),
  'priority of another’s chat': (routing, agent) => prioritize(routing, { agent, ...on(), priority: 2 }),
  transfer: (routing, by) => transfer(routing, { by, toAgentId: sam.id, ...on() }),
  release: (routing, agent) => release(routing, { agent, ...on() }),
  restore: (routing, agent) => restore(routing, { agent, ...on() }),
  close: (routing, agent) => close(routing, { agent, ...on() }),
};
const seeing: Readonly<Record<string, Verb>> = {
  claim: (routing, agent) => claim(routing, { agent, ...on(), takeover: true }),
  note: (routing, agent) => note(routing, { agent, ...on(), text: 'VIP', deskRef: null }),
  category: (routing, agent) => categorize(routing, { agent, ...on(), category: 'Billing' }),
  reply: (routing, agent) => reply(routing, { agent, ...on(), text: 'Hi', desk }),
  reopen: (routing, agent) => reopen(routing, { agent, ...on() }),
};
const managing: Readonly<Record<string, Verb>> = {
  'an agent': (routing, by) => manageAgent(routing, { by, agentId: sam.id, change: { chatLimit: 9 } }),
  'an assignment': (routing, by) => assignAgent(routing, { by, agentId: sam.id, chatbotId: chat.chatbotId }),
  'an assignment’s end': (routing, by) =>
    unassignAgent(routing, { by, agentId: sam.id, chatbotId: chat.chatbotId }),
  'a prepared answer': (routing, by) =>
    addCannedReply(routing, { by, chatbotId: null, name: 'a', text: 'b' }),
  'a chatbot': (routing, by) =>
    manageChatbot(routing, { by, chatbotId: chat.chatbotId, change: { humanSupport: false } }),
  'a new agent': (routing, by) =>
    addAgent(routing, {
      by,
      name: 'New',
      role: 'agent',
      identity: { desk: 'slack', team: 'T1', user: 'U1' },
    }),
  'an agent who leaves': (routing, by) => deactivateAgent(routing, { by, agentId: sam.id }),
  'an agent who comes back': (routing, by) => reactivateAgent(routing, { by, agentId: sam.id }),
};

/** Somebody who had the right when they asked, and lost it before it was done. */
async function refuses(verb: Verb, by: Agent, loss: string, gain: string): Promise<void> {
  await run(loss);
  const before = await print();
  const code = await verb(test.house.routing, by).then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
  expect(code).toMatch(/^(role|other-chatbot|not-owner|unknown-agent|unknown-chatbot|deactivated)$/u);
  expect(await print()).toEqual(before);
  await run(gain);
}

describe('at the commit', () => {
  it.each(Object.entries(steering))(
    '%s is refused to a supervisor who is none any more',
    async (_what, verb) => {
      const sue = await test.agent('sue');
      await refuses(
        verb,
        sue,
        "update agent set role = 'agent' where name = 'Sue'",
        "update agent set role = 'supervisor' where name = 'Sue'",
      );
    },
  );

  it.each(Object.entries({ ...steering, ...seeing }))(
    '%s is refused to a supervisor whose assignment was taken back',
    async (_what, verb) => {
      const sue = await test.agent('sue');
      await refuses(
        verb,
        sue,
        `delete from agent_chatbot where agent_id = '${sue.id}'`,
        `insert into agent_chatbot (organization_id, agent_id, chatbot_id) values ('${sue.organizationId}', '${sue.id}', '${chat.chatbotId}')`,
      );
    },
  );

  it.each(Object.entries({ ...steering, ...seeing, ...managing }))(
    '%s is refused to an owner who was deactivated',
    async (_what, verb) => {
      await refuses(
        verb,
        await test.agent('oli'),
        "update agent set deactivated_at = now() where name = 'Oli'",
        "update agent set deactivated_at = null where name = 'Oli'",
      );
    },
  );

  it.each(Object.entries(managing))(
    'of %s, managing is refused to an admin who is none any more',
    async (_what, verb) => {
      await refuses(
        verb,
        await test.agent('adi'),
        "update agent set role = 'supervisor' where name = 'Adi'",
        "update agent set role = 'admin' where name = 'Adi'",
      );
    },
  );
});

describe('who is given a chat by hand', () => {
  const ways = {
    assign: (toAgentId: Agent['id'], by: Agent) =>
      assign(test.house.routing, { by, agentId: toAgentId, ...on() }),
    transfer: (toAgentId: Agent['id'], by: Agent) => transfer(test.house.routing, { by, toAgentId, ...on() }),
  };
  it.each(Object.entries(ways))(
    '%s is refused for whoever is offline, full, deactivated, or not assigned; nothing changes (A9, A11)',
    async (_way, give) => {
      const [sue, zoe] = [await test.agent('sue'), await test.agent('zoe')];
      const refused = async (to: Agent, code: RegExp) => {
        const before = await print();
        await expect(give(to.id, sue)).rejects.toMatchObject({ code: expect.stringMatching(code) });
        expect(await print()).toEqual(before);
      };
      const set = (change: string) => run(`update agent set ${change} where name = 'Sam'`);
      await refused(zoe, /^(other-chatbot|unknown-agent)$/u);
      await set("presence = 'offline'");
      await refused(sam, /^agent-offline$/u);
      await set("presence = 'online', chat_limit = 0");
      await refused(sam, /^limit-reached$/u);
      await set('chat_limit = 3, deactivated_at = now()');
      await refused(sam, /^unknown-agent$/u);
      await set('deactivated_at = null');
    },
  );
});
