import { Ledger, runClosed, runPaced } from '/work/main/bench/load.ts';
import { measure } from '/work/main/bench/report.ts';
import { startSink } from '/work/main/bench/sink.ts';
import { startBatonTarget } from '/work/main/bench/targets.ts';

const sink = await startSink();
const n = Number(process.env.N ?? 50),
  rate = Number(process.env.RATE ?? 100);
const env: Record<string, string> = process.env.R ? { REDIS_URL: process.env.R } : {};
const t = await startBatonTarget('b', { apiUrl: sink.apiUrl, redisUrl: '', conversations: n }, env);
for (const dir of (process.env.DIRS ?? 'in,out,closed').split(',')) {
  const l = new Ledger();
  let un = () => {};
  if (dir !== 'out') sink.onPost = (x) => l.arrive(x);
  else un = t.watch((x) => l.arrive(x));
  await new Promise((r) => setTimeout(r, 500));
  const c0 = (await t.usage()).cpuMs;
  if (dir === 'closed')
    console.log('rate', await runClosed(l, t.write, { conversations: n, width: 32, total: 3000 }));
  else
    await runPaced(l, dir === 'out' ? t.writeLine : t.write, {
      conversations: n,
      perSecond: rate,
      seconds: 5,
    });
  await l.settled(10000);
  un();
  const c1 = (await t.usage()).cpuMs;
  const f = measure(l, 100);
  console.log(
    dir,
    JSON.stringify(Object.fromEntries(Object.entries(f).map(([k, v]) => [k, +v.toFixed(2)]))),
    'cpu ms/msg',
    ((c1 - c0) / l.sent.length).toFixed(2),
    'bad status',
    JSON.stringify(
      l.sent
        .filter((x) => x.status !== 200)
        .slice(0, 3)
        .map((x) => x.status),
    ),
  );
}
await t.stop();
process.exit(0);
