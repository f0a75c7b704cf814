// How fast the switchboard decides, and whether it decides once: a small and a large one, on a real database.

import type { Agent } from '../src/core/agent.js';
import { Refusal } from '../src/core/errors.js';
import type { AgentId, ChatbotId, ConversationId } from '../src/core/id.js';
import { claim } from '../src/routing/verbs/claim.js';
import { decideRound, findRoute, routeRound } from '../src/routing/verbs/route.js';
import { setPresence } from '../src/routing/verbs/set-presence.js';
import { createRouter } from '../src/routing/work/router.js';
import { findAgent } from '../src/store/agents.js';
import { findDue } from '../src/store/due.js';
import { readOverview } from '../src/store/overview.js';
import { percentile } from './report.js';
import { chatLimit, openSwitchboard, type Switchboard } from './switchboard.js';
import { showTable } from './tables.js';

const large = { agents: 10_000, chatbots: 200, pending: 100_000, offline: 500 };
const small = { agents: 100, chatbots: 2, pending: 1_000, offline: 0 };
const decisions = 400;
const warmUp = 40;
const races = 500;
const claimers = 8;
const doors = 8;

interface Times {
  readonly decision: readonly number[];
  /** From taking the turnstile to the commit's return. */
  readonly whole: readonly number[];
}

async function timed<Result>(into: number[], work: () => Promise<Result>): Promise<Result> {
  const from = performance.now();
  const result = await work();
  into.push(performance.now() - from);
  return result;
}

/** One agent after the other has room for one more chat: who gets which is decided, then decided again and done. */
async function measureDecisions({ routing, organizationId, busy, query }: Switchboard): Promise<Times> {
  const times = { decision: [] as number[], whole: [] as number[] };
  for (let at = 0; at < decisions + warmUp; at += 1) {
    const agentId = busy[(at * 7) % busy.length];
    const [place] = await query<{ chatbotId: ChatbotId }>(
      'update agent set chat_limit = chat_limit + 1 from agent_chatbot ac where agent.id = $1 and ac.agent_id = agent.id returning ac.chatbot_id as "chatbotId"',
      [agentId],
    );
    const route = place && (await findRoute(routing.store, { organizationId, chatbotId: place.chatbotId }));
    if (!route) throw new Error('a queue that is not routed');
    await routing.store.transaction((tx) =>
      timed(times.decision, async () => {
        await decideRound(tx, route, 0);
      }),
    );
    const { routed } = await timed(times.whole, () => routeRound(routing, route));
    if (routed !== 1) throw new Error(`${routed} were routed where one could be`);
  }
  return { decision: times.decision.slice(warmUp), whole: times.whole.slice(warmUp) };
}

/** The same conversation claimed by several at once, again and again; returns how often exactly one won. */
async function measureRaces({ routing, organizationId, busy, query }: Switchboard): Promise<number> {
  const ids = busy.slice(0, claimers);
  await query('update agent set chat_limit = 100000 where id = any($1)', [ids]);
  const agents = await Promise.all(ids.map((id) => findAgent(routing.store, { organizationId, id })));
  const waiting = await query<{ id: ConversationId }>(
    `select id from conversation where status = 'pending' order by id limit $1`,
    [races],
  );
  await query(
    `insert into agent_chatbot select distinct a.organization_id, a.id, c.chatbot_id from agent a, conversation c
      where a.id = any($1) and c.id = any($2) on conflict do nothing`,
    [ids, waiting.map(({ id }) => id)],
  );
  let single = 0;
  for (const { id: conversationId } of waiting) {
    const won = await Promise.all(
      agents.map((agent) => (agent ? tryClaim({ routing, agent, conversationId }) : false)),
    );
    if (won.filter(Boolean).length === 1) single += 1;
  }
  return single;
}

async function tryClaim(at: {
  readonly routing: Switchboard['routing'];
  readonly agent: Agent;
  readonly conversationId: ConversationId;
}): Promise<boolean> {
  try {
    await claim(at.routing, at);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** All who are offline come online at once; how long until all of their room is taken, and what was given twice. */
async function measureArrival({ routing, organizationId, offline, query }: Switchboard) {
  const router = createRouter(routing);
  const running: Promise<void>[] = [];
  const stop = routing.store.onCommit((touches) => {
    for (const touch of touches) if (touch.kind === 'queue') running.push(router.route(touch));
  });
  const people = await Promise.all(offline.map((id) => findAgent(routing.store, { organizationId, id })));
  const from = performance.now();
  const left = [...people];
  const door = async () => {
    for (let one = left.pop(); one; one = left.pop()) await goOnline(routing, one);
  };
  // As many at a time as a process has connections for people's gestures.
  await Promise.all(Array.from({ length: doors }, door));
  await Promise.all(running);
  const seconds = (performance.now() - from) / 1_000;
  stop();
  const [row] = await query<{ held: number; doubled: number }>(
    `select count(*)::int as held, (count(*) - count(distinct conversation_id))::int as doubled from assignment where agent_id = any($1) and ended_at is null`,
    [offline],
  );
  return { seconds, held: row?.held ?? 0, doubled: row?.doubled ?? 0 };
}

const goOnline = (routing: Switchboard['routing'], agent: Agent) =>
  setPresence(routing, { by: agent, agentId: agent.id as AgentId, presence: 'online' });

async function measureReads({ routing, organizationId, chatbotIds }: Switchboard) {
  const times = { all: [] as number[], own: [] as number[], sweep: [] as number[] };
  for (let at = 0; at < 12; at += 1) {
    await timed(times.all, () => readOverview(routing.store, organizationId, 'all'));
    await timed(times.own, () => readOverview(routing.store, organizationId, chatbotIds.slice(at, at + 3)));
    await timed(times.sweep, () => findDue(routing.store));
  }
  return times;
}

const ms = (value: number) => `${value.toFixed(2)} ms`;

/** Prints the table. */
export async function measureRouting(): Promise<void> {
  const little = await openSwitchboard(small);
  const before = await measureDecisions(little);
  await little.close();
  const board = await openSwitchboard(large);
  const after = await measureDecisions(board);
  const reads = await measureReads(board);
  const arrival = await measureArrival(board);
  const single = await measureRaces(board);
  await board.close();
  const p = (values: readonly number[], share: number) => ms(percentile(values, share));
  const ratio = percentile(after.decision, 0.5) / percentile(before.decision, 0.5);
  showTable(
    `Routing: ${large.agents} agents, ${large.chatbots} chatbots, ${large.pending} waiting; beside it a hundredth of that`,
    ['', 'large', 'small', 'target'],
    [
      ['decision p50', p(after.decision, 0.5), p(before.decision, 0.5), '≤ 1 ms'],
      ['decision p99', p(after.decision, 0.99), p(before.decision, 0.99), '≤ 5 ms'],
      ['decision p50, large to small', ratio.toFixed(2), '', '≤ 3'],
      ['decided and committed p50', p(after.whole, 0.5), p(before.whole, 0.5), ''],
      ['decided and committed p99', p(after.whole, 0.99), p(before.whole, 0.99), ''],
      [`${races} races of ${claimers}: one winner`, String(single), '', String(races)],
      ['overview, all chatbots p50', p(reads.all, 0.5), '', '≤ 150 ms'],
      ['overview, three chatbots p50', p(reads.own, 0.5), '', '≤ 150 ms'],
      ['the sweep’s look p50', p(reads.sweep, 0.5), '', ''],
      [`${large.offline} come online: all room taken`, `${arrival.seconds.toFixed(2)} s`, '', '≤ 5 s'],
      ['given then', String(arrival.held), '', String(large.offline * chatLimit)],
      ['given twice', String(arrival.doubled), '', '0'],
    ],
  );
}
