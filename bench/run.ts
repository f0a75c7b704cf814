// `npm run bench`: Baton and its peers in one run, in alternating rounds; prints figures, never passes or fails.

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger, runBurst, runClosed, runPaced, type Write } from './load.js';
import { type Figures, measure, median, showTable } from './report.js';
import { type Sink, startSink } from './sink.js';
import { measureStart } from './start.js';
import { type BatonTarget, startBatonTarget, startPeer, type Target } from './targets.js';

const quick = process.argv.includes('--quick');
const rounds = quick ? 1 : 3;
const conversations = 200;
const plan = { conversations, perSecond: 200, seconds: quick ? 4 : 10 };
const burst = { conversations: 40, total: quick ? 800 : 2_000 };
const closed = { conversations, width: 32, total: quick ? 2_000 : 6_000 };
const warmUp = 300;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startRedis(): Promise<{ url: string; stop(): void } | null> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-redis-'));
  const child = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: 'ignore' },
  );
  const failed = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true));
    setTimeout(resolve, 500, false);
  });
  return failed ? null : { url: `redis://127.0.0.1:${port}`, stop: () => child.kill() };
}

interface Way {
  readonly name: string;
  readonly write: Write;
  /** Where arrivals are seen; returns how to stop looking. */
  readonly watch: (ledger: Ledger) => () => void;
}

const atSink = (sink: Sink) => (ledger: Ledger) => {
  sink.onPost = (text) => ledger.arrive(text);
  return () => {
    sink.onPost = () => undefined;
  };
};

function waysOf(sink: Sink, peers: readonly Target[], batons: readonly BatonTarget[]): Way[] {
  return [
    ...peers.map((peer) => ({ name: peer.name, write: peer.write, watch: atSink(sink) })),
    ...batons.flatMap((baton) => [
      { name: `${baton.name}: customer → thread`, write: baton.write, watch: atSink(sink) },
      {
        name: `${baton.name}: agent → customer`,
        write: baton.writeLine,
        watch: (ledger: Ledger) => baton.watch((text) => ledger.arrive(text)),
      },
    ]),
  ];
}

type Results = Map<string, Figures[]>;

async function runRound(
  ways: readonly Way[],
  results: Results,
  work: (ledger: Ledger, way: Way) => Promise<void>,
  warm = 0,
): Promise<void> {
  for (const way of ways) {
    const ledger = new Ledger();
    const unwatch = way.watch(ledger);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await work(ledger, way);
    await ledger.settled(15_000);
    unwatch();
    results.set(way.name, [...(results.get(way.name) ?? []), measure(ledger, warm)]);
  }
}

const ms = (value: number) => value.toFixed(2);

function showPaced(results: Results): void {
  const echo = results.get('Bolt echo') ?? [];
  const ratio = (figures: readonly Figures[], key: 'p50' | 'p99') =>
    median(figures.map((one, index) => one[key] / (echo[index]?.[key] ?? Number.NaN))).toFixed(2);
  const rows = [...results].map(([name, figures]) => {
    const mid = (key: keyof Figures) => median(figures.map((one) => one[key]));
    const sum = (key: keyof Figures) => String(figures.reduce((total, one) => total + one[key], 0));
    return [
      name,
      ms(mid('p50')),
      ms(mid('p99')),
      ratio(figures, 'p50'),
      ratio(figures, 'p99'),
      ms(mid('ackP50')),
      ms(mid('ackP99')),
      `${sum('lost')}/${sum('doubled')}/${sum('misordered')}`,
    ];
  });
  showTable(
    `Paced: ${plan.perSecond}/s over ${plan.conversations} conversations, ${rounds} rounds`,
    ['', 'p50 ms', 'p99 ms', '×Bolt p50', '×Bolt p99', 'ack p50', 'ack p99', 'lost/doubled/misordered'],
    rows,
  );
}

async function main(): Promise<void> {
  console.log('First: how fast it starts and what it costs at rest.');
  await measureStart();
  const sink = await startSink();
  const redis = await startRedis();
  const around = { apiUrl: sink.apiUrl, redisUrl: redis?.url ?? '', conversations };
  const echo = await startPeer('Bolt echo', 'bolt-echo', around);
  const embedded = await startBatonTarget('Baton embedded', around, {});
  const onRedis = redis
    ? await startBatonTarget('Baton PostgreSQL + Redis', around, { REDIS_URL: redis.url })
    : null;
  const jobs = redis ? await startPeer('Job per message', 'job-per-message', around) : null;
  const peers = [echo, ...(jobs ? [jobs] : [])];
  const batons = [embedded, ...(onRedis ? [onRedis] : [])];
  const ways = waysOf(sink, peers, batons);

  const paced: Results = new Map();
  for (let round = 0; round < rounds; round += 1) {
    // There and back again, so that a machine that slows down slows all of them.
    const order = round % 2 === 0 ? ways : [...ways].reverse();
    await runRound(order, paced, (ledger, way) => runPaced(ledger, way.write, plan), warmUp);
  }
  showPaced(new Map(ways.map((way) => [way.name, paced.get(way.name) ?? []])));

  const throughput = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    await runRound(ways, new Map(), async (ledger, way) => {
      const rate = await runClosed(ledger, way.write, closed);
      throughput.set(way.name, [...(throughput.get(way.name) ?? []), rate]);
    });
  }
  const echoRates = throughput.get('Bolt echo') ?? [];
  showTable(
    `Closed loop of ${closed.width}`,
    ['', 'messages/s', '×Bolt'],
    [...throughput].map(([name, rates]) => [
      name,
      median(rates).toFixed(0),
      median(rates.map((rate, index) => rate / (echoRates[index] ?? Number.NaN))).toFixed(2),
    ]),
  );

  const bursts: Results = new Map();
  sink.delayMs = [5, 65];
  await runRound(ways, bursts, (ledger, way) => runBurst(ledger, way.write, burst));
  sink.delayMs = null;
  showTable(
    `Burst: ${burst.conversations} conversations, ${burst.total} messages, Slack answering after 5–65 ms`,
    ['', 'lost', 'doubled', 'misordered', 'p50 ms', 'ack p99'],
    [...bursts].map(([name, [one]]) => [
      name,
      String(one?.lost),
      String(one?.doubled),
      String(one?.misordered),
      ms(one?.p50 ?? Number.NaN),
      ms(one?.ackP99 ?? Number.NaN),
    ]),
  );

  for (const target of [...peers, ...batons]) {
    const { rssBytes } = await target.usage();
    console.log(`${target.name}: ${(rssBytes / 1024 / 1024).toFixed(0)} MB resident after all of that`);
  }
  await Promise.all([...peers, ...batons].map((target) => target.stop()));
  redis?.stop();
  await sink.close();
}

await main();
process.exit(0);
