// How soon conversations move again after a worker is killed in the middle of its work: two workers, one web process.

import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../src/embedded.js';
import { makeFolder } from './folder.js';
import { createLedger, type Sent } from './ledger.js';
import { runPaced } from './load.js';
import { startRedis } from './redis.js';
import { measure } from './report.js';
import type { Sink } from './sink.js';
import { showTable } from './tables.js';
import { startBatonTarget, startPart, writeAsVisitors } from './targets.js';

const conversations = 60;
const plan = { conversations, perSecond: 60, seconds: 8 };
const killAfterMs = 3_000;
/** Slow enough that a worker always has posts on their way when it dies. */
const slackMs = [150, 250] as const;

/** Prints the table; without Redis there is nothing to measure. */
export async function measureRecovery(sink: Sink): Promise<void> {
  const redis = await startRedis();
  if (!redis) return console.log('redis-server is not installed: recovery is left out.');
  const folder = makeFolder('recovery');
  const database = await startEmbeddedPostgres({ folder, log: pino({ level: 'silent' }) });
  const around = { apiUrl: sink.apiUrl, redisUrl: redis.url, conversations };
  const shared = { DATABASE_URL: database.url, REDIS_URL: redis.url };
  const first = await startBatonTarget('Baton', around, shared);
  await first.stop();
  const web = await startPart('web', around, shared);
  const [lives, dies] = await Promise.all([
    startPart('worker', around, shared),
    startPart('worker', around, shared),
  ]);
  const ledger = createLedger();
  sink.onPost = (text) => ledger.arrive(text);
  sink.delayMs = slackMs;
  sink.remembers = true;
  let killedAt = 0;
  setTimeout(() => {
    killedAt = performance.now();
    dies.kill();
  }, killAfterMs);
  await runPaced(ledger, writeAsVisitors(web.url, first.seeds), plan);
  await ledger.settled(30_000);
  show(ledger.sent, killedAt, measure(ledger));
  sink.onPost = () => undefined;
  sink.delayMs = null;
  sink.remembers = false;
  await Promise.all([web.stop(), lives.stop()]);
  await database.stop();
  redis.stop();
  rmSync(folder, { recursive: true, force: true });
}

function show(sent: readonly Sent[], killedAt: number, figures: ReturnType<typeof measure>): void {
  const waited = sent.filter((one) => (one.arrivals[0] ?? Number.NaN) - one.sentAt > 1_000);
  const slowest = Math.max(
    ...sent.map((one) => (one.arrivals[0] ?? Number.NaN) - Math.max(one.sentAt, killedAt)),
  );
  showTable(
    'A worker is killed with posts on their way',
    ['', ''],
    [
      ['messages that waited for more than a second', String(waited.length)],
      ['until the last conversation moved again', `${(slowest / 1_000).toFixed(1)} s`],
      ['lost/doubled/misordered', `${figures.lost}/${figures.doubled}/${figures.misordered}`],
    ],
  );
}
