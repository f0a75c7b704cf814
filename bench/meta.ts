// What WhatsApp's webhooks cost: a full batch, single ones at a pace, both with the desk away, and many batches' memory.

import { type GraphSink, startGraphSink } from './graph-sink.js';
import { createLedger } from './ledger.js';
import { runPaced } from './load.js';
import { type Figures, measure } from './report.js';
import type { Sink } from './sink.js';
import { showTable } from './tables.js';
import { startWhatsAppTarget, type WhatsAppTarget } from './targets.js';
import type { Status } from './whatsapp-bodies.js';

const conversations = 200;
const batch = { messages: 600, statuses: 400 };
const small = { messages: 120, statuses: 80 };
const singles = 'ack p50,ack p99,ack max,not 200,lost/doubled/misordered,dead letters'.split(',');
const paced = { conversations, perSecond: 200, seconds: 5 };
const warmUpSeconds = 3;

interface Scene {
  readonly target: WhatsAppTarget;
  readonly sink: Sink;
  readonly graph: GraphSink;
}

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

/** Prints the tables; `batches`: after how many of 200 updates the memory is read. */
export async function measureMeta(sink: Sink, batches: readonly number[]): Promise<void> {
  const graph = await startGraphSink();
  const around = { apiUrl: sink.apiUrl, graphUrl: graph.url, conversations };
  const scene = { target: await startWhatsAppTarget(around), sink, graph };
  await runSingles(scene, { ...paced, seconds: warmUpSeconds });
  await measureBatch(scene);
  await measureSingles(scene);
  await measureMemory(scene, batches);
  await measureAway(scene);
  await scene.target.stop();
  await graph.close();
}

/** Sends one batch and waits until it was acted on and is in the threads; times in milliseconds from its first byte. */
async function runBatch(scene: Scene, size: typeof batch) {
  const { target, sink } = scene;
  const ledger = createLedger();
  sink.onPost = (text) => ledger.arrive(text);
  const statuses = pickStatuses(scene.graph, size.statuses);
  const customers = Array.from({ length: size.messages }, (_, index) => index % conversations);
  const [first] = await ledger.sendTogether((lines) => target.deliver(lines, statuses), customers);
  const sentAt = first?.sentAt ?? 0;
  const { dead } = await target.actedOn();
  const actedMs = performance.now() - sentAt;
  await ledger.settled(30_000);
  sink.onPost = () => undefined;
  const arrivals = ledger.sent.flatMap((one) => one.arrivals.slice(0, 1));
  const figures = measure(ledger);
  return { figures, dead, answeredMs: figures.ackMax, actedMs, shownMs: Math.max(...arrivals) - sentAt };
}

/** Each message that went out is reported delivered, then read. */
function pickStatuses({ taken }: GraphSink, most: number): Status[] {
  const reports = (['delivered', 'read'] as const).flatMap((status) =>
    taken.slice(0, conversations).map((one): Status => ({ ...one, status })),
  );
  return reports.slice(0, most);
}

async function measureBatch(scene: Scene): Promise<void> {
  const { figures, dead, answeredMs, actedMs, shownMs } = await runBatch(scene, batch);
  showTable(
    `WhatsApp: one signed batch of ${batch.messages} messages of ${conversations} customers and ${batch.statuses} statuses`,
    ['answered 200', 'all acted on', 'all in the threads', 'lost/doubled/misordered', 'dead letters'],
    [[ms(answeredMs), ms(actedMs), ms(shownMs), showFaults(figures), String(dead)]],
  );
}

async function measureMemory(scene: Scene, batches: readonly number[]): Promise<void> {
  const rows: string[][] = [];
  const startedAt = performance.now();
  for (let done = 1; done <= Math.max(...batches); done += 1) {
    await runQuickly(scene);
    if (!batches.includes(done)) continue;
    const { rssBytes } = await scene.target.usage();
    const seconds = (performance.now() - startedAt) / 1_000;
    rows.push([
      String(done),
      `${(rssBytes / 1024 / 1024).toFixed(0)} MB`,
      `${((done * 200) / seconds).toFixed(0)}/s`,
    ]);
  }
  showTable('WhatsApp: memory after so many batches of 200', ['batches', 'resident', 'updates'], rows);
}

/** A batch of which only the acting is waited for. */
async function runQuickly({ target, graph }: Scene): Promise<void> {
  const lines = Array.from({ length: small.messages }, (_, conversation) => ({
    conversation,
    text: 'Where is it?',
  }));
  const status = await target.deliver(lines, pickStatuses(graph, small.statuses));
  if (status !== 200) throw new Error(`a batch was answered with ${status}`);
  await target.actedOn();
}

async function measureSingles(scene: Scene): Promise<void> {
  const { figures, dead, refused } = await runSingles(scene, paced);
  showSingles('all well', [[...showAcks(figures), String(refused), showFaults(figures), String(dead)]]);
}

/** Last, for what Slack took without an answer is looked for long after. */
async function measureAway(scene: Scene): Promise<void> {
  for (const trouble of ['gone', 'silent'] as const) {
    scene.sink.trouble = trouble;
    const { figures, dead, refused } = await runSingles(scene, paced);
    const how = trouble === 'gone' ? 'Slack cuts every line' : 'Slack never answers';
    showSingles(how, [[...showAcks(figures), String(refused), '–', String(dead)]]);
  }
  scene.sink.trouble = null;
}

/** Sends single webhooks at a pace; with a Slack that answers, waits until all are in the threads. */
async function runSingles({ target, sink }: Scene, plan: typeof paced) {
  const ledger = createLedger();
  sink.onPost = (text) => ledger.arrive(text);
  await runPaced(ledger, target.write, plan);
  const { dead } = await target.actedOn();
  if (sink.trouble === null) await ledger.settled(15_000);
  sink.onPost = () => undefined;
  const refused = ledger.sent.filter((one) => one.status !== 200).length;
  return { figures: measure(ledger), dead, refused };
}

function showSingles(how: string, rows: readonly (readonly string[])[]): void {
  const { perSecond, seconds } = paced;
  showTable(`WhatsApp: single signed webhooks, ${perSecond}/s for ${seconds} s, ${how}`, singles, rows);
}

const showAcks = ({ ackP50, ackP99, ackMax }: Figures) => [ms(ackP50), ms(ackP99), ms(ackMax)];
const showFaults = ({ lost, doubled, misordered }: Figures) => `${lost}/${doubled}/${misordered}`;
