// `npm run bench`: Baton and its peers in one run, in alternating rounds; prints figures, never passes or fails.

import { runBurst, runClosed, runPaced } from './load.js';
import { measureMeta } from './meta.js';
import { measureRecovery } from './recovery.js';
import { startRedis } from './redis.js';
import { type Results, runRound, type Way, waysOf, waysOfTeams } from './rounds.js';
import { measureRouting } from './routing.js';
import { type Sink, startSink } from './sink.js';
import { measureStart } from './start.js';
import { showBurst, showClosed, showPaced } from './tables.js';
import { startBatonTarget, startPeer, startTeamsTarget } from './targets.js';
import { startTeamsCloud, teamsPlaces } from './teams-cloud.js';

const parts = ['start', 'paced', 'closed', 'burst', 'recovery', 'meta', 'routing'] as const;
const quick = process.argv.includes('--quick');
const wanted = readWanted(process.argv);
const rounds = quick ? 1 : 3;
const conversations = 200;
const paced = { conversations, perSecond: 200, seconds: quick ? 4 : 10 };
const burst = { conversations: 40, total: quick ? 800 : 2_000 };
const closed = { conversations, width: 32, total: quick ? 2_000 : 6_000 };
const warmUp = 300;

async function startTargets(apiUrl: string, redisUrl: string | undefined) {
  const around = { apiUrl, redisUrl: redisUrl ?? '', conversations };
  const peers = [
    await startPeer('Bolt echo', 'bolt-echo', around),
    await startPeer('Durable Bolt echo', 'durable-echo', around),
  ];
  const batons = [await startBatonTarget('Baton embedded', around, {})];
  if (redisUrl) {
    batons.push(await startBatonTarget('Baton PostgreSQL + Redis', around, { REDIS_URL: redisUrl }));
    peers.push(await startPeer('Job per message', 'job-per-message', around));
  }
  return { peers, batons };
}

async function measurePaced(ways: readonly Way[]): Promise<void> {
  const results: Results = new Map();
  for (let round = 0; round < rounds; round += 1) {
    // There and back again, so that a machine that slows down slows all of them.
    const order = round % 2 === 0 ? ways : [...ways].reverse();
    await runRound(order, results, (ledger, way) => runPaced(ledger, way.write, paced), warmUp);
  }
  showPaced(new Map(ways.map((way) => [way.name, results.get(way.name) ?? []])), { ...paced, rounds });
}

async function measureClosed(ways: readonly Way[]): Promise<void> {
  const rates = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    await runRound(ways, new Map(), async (ledger, way) => {
      const rate = await runClosed(ledger, way.write, closed);
      rates.set(way.name, [...(rates.get(way.name) ?? []), rate]);
    });
  }
  showClosed(rates, closed.width);
}

async function measureBurst(ways: readonly Way[], sink: Sink): Promise<void> {
  const results: Results = new Map();
  sink.delayMs = [5, 65];
  await runRound(ways, results, (ledger, way) => runBurst(ledger, way.write, burst));
  sink.delayMs = null;
  showBurst(results, burst);
}

/** `--only meta`, `--only paced,closed`: all parts without it. */
function readWanted(argv: readonly string[]): ReadonlySet<string> {
  const at = argv.indexOf('--only');
  const named = at === -1 ? parts : (argv[at + 1] ?? '').split(',');
  const unknown = named.filter((name) => !parts.some((part) => part === name));
  if (unknown.length === 0) return new Set(named);
  console.error(`--only takes ${parts.join(', ')}, or several with commas between them.`);
  process.exit(2);
}

/** Both desks in one table. */
async function measureWithTeams(ways: readonly Way[]): Promise<void> {
  const cloud = await startTeamsCloud();
  const onTeams = await startTeamsTarget(cloud, conversations);
  await measurePaced([...ways, ...waysOfTeams(cloud, onTeams)]);
  const { rssBytes } = await onTeams.usage();
  console.log(
    `Teams’ threads are opened in ${teamsPlaces.length} places before anything is timed: Baton opens 60 of a place in half a minute.`,
  );
  console.log(`${onTeams.name}: ${(rssBytes / 1024 / 1024).toFixed(0)} MB resident after that`);
  await onTeams.stop();
  await cloud.close();
}

/** What is measured beside the peers. */
async function measureBeside(sink: Sink): Promise<void> {
  const redis = await startRedis();
  if (!redis) console.log('redis-server is not installed: what needs it is left out.');
  const { peers, batons } = await startTargets(sink.apiUrl, redis?.url);
  const ways = waysOf(sink, peers, batons);
  if (wanted.has('paced')) await measureWithTeams(ways);
  if (wanted.has('closed')) await measureClosed(ways);
  if (wanted.has('burst')) await measureBurst(ways, sink);
  for (const target of [...peers, ...batons]) {
    const { rssBytes } = await target.usage();
    console.log(`${target.name}: ${(rssBytes / 1024 / 1024).toFixed(0)} MB resident after all of that`);
  }
  await Promise.all([...peers, ...batons].map((target) => target.stop()));
  redis?.stop();
}

if (wanted.has('start')) {
  console.log('First: how fast it starts and what it costs at rest.');
  await measureStart();
}
const sink = await startSink();
if (['paced', 'closed', 'burst'].some((part) => wanted.has(part))) await measureBeside(sink);
if (wanted.has('recovery')) await measureRecovery(sink);
if (wanted.has('meta')) await measureMeta(sink, quick ? [10, 50] : [10, 50, 100, 200]);
if (wanted.has('routing')) await measureRouting();
await sink.close();
process.exit(0);
