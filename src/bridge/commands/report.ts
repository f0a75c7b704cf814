// The command that tells a supervisor how chats went: figures at once, pictures and a file in a direct message.

import { Failure } from '../../core/errors.js';
import { type ReportPeriod, readPeriod } from '../../core/report.js';
import type { Card } from '../cards/card.js';
import { noticeCard } from '../cards/notice.js';
import { type PicturesState, reportCard, reportFilesCard } from '../cards/report.js';
import { explain } from '../explain.js';
import { gatherReport, type ReportSight, type ReportWish, readSight, readSubject } from '../report/gather.js';
import { showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import { type Context, defineCommand, nothing } from './command.js';

const usage = 'report [today|7d|30d] [chatbot] [agent]';

export const report = defineCommand({
  name: 'report',
  usage,
  summary: 'How chats went: times, volumes, who resolved them',
  permission: 'watch',
  parse(args): { readonly period: ReportPeriod; readonly subject: string } {
    const [first = '', ...rest] = args.trim().split(/\s+/u);
    const period = readPeriod(first);
    // What looks like a period is one: no chatbot is meant by “90d”.
    if (period === null && /^\d+\s*[a-z]?$/iu.test(first)) throw badUsage(usage);
    return { period: period ?? '7d', subject: period === null ? args.trim() : rest.join(' ') };
  },
  async run(context, { period, subject }) {
    const { house, agent, invocation } = context;
    const { store } = house.routing;
    const asking = { agent, desk: invocation.desk, team: invocation.team };
    const sight = await readSight(store, agent);
    if (sight.chatbots.length === 0) return showNotice('You are not assigned to a chatbot yet.');
    const about = readSubject(sight, asking, subject);
    const wish = { period, ...about, asOf: new Date() };
    const told = gatherReport(store, agent, wish).then((gathered) => tell(context, wish, gathered));
    if (await isLate(told)) {
      told.catch((error: unknown) => whisperLater(context, explainLate(context, error)));
      await invocation.mouth.whisper(
        noticeCard('⏳ That is a lot to count. The report follows in a moment.'),
      );
    }
    return nothing;
  },
});

/** A desk gives a gesture a few seconds; what takes longer is announced and goes on. */
const patienceMs = 1_500;

/** True when the work is not done in time. Rejects when it failed in time. */
async function isLate(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), patienceMs);
  });
  try {
    return await Promise.race([work.then(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

function explainLate({ house }: Context, error: unknown): Card {
  return explain(house.routing.log, error, { what: 'report', conversationId: null });
}

/** Shows the figures first, so that what is told of the pictures comes after them. */
async function tell(context: Context, wish: ReportWish, gathered: Gathered): Promise<void> {
  const isEmpty = gathered.report.figures.chats === 0;
  const pictures = isEmpty ? 'nothing' : canSend(context) ? 'coming' : cannotSend;
  await context.invocation.mouth.whisper(reportCard(facts(gathered, pictures)));
  if (!isEmpty) void sendFiles(context, wish, gathered);
}

type Gathered = Awaited<ReturnType<typeof gatherReport>>;

const cannotSend = { lost: 'nobody can be written to directly from here.' };

function facts(
  { report: shown, sight }: { report: Gathered['report']; sight: ReportSight },
  pictures: PicturesState,
) {
  return { report: shown, pictures, chatbots: sight.chatbots };
}

function canSend({ house, invocation }: Context): boolean {
  return house.reports !== undefined && house.desks.find(invocation.desk)?.direct !== undefined;
}

/** Draws and sends after the answer: no desk waits for pictures. What fails is told with the figures once more. */
async function sendFiles(
  { house, agent, invocation }: Context,
  wish: ReportWish,
  gathered: Gathered,
): Promise<void> {
  const { reports, desks, routing } = house;
  const desk = desks.find(invocation.desk);
  if (!reports || !desk?.direct) return;
  try {
    const files = reports.filesOf(agent, wish, gathered.report);
    const to = { team: invocation.team || null, user: invocation.user };
    await desk.direct(to, reportFilesCard(gathered.report), files);
  } catch (error) {
    const isOutside = error instanceof Failure;
    const about = isOutside
      ? { code: error.code }
      : { name: error instanceof Error ? error.name : 'unknown' };
    routing.log.warn({ desk: invocation.desk, ...about }, 'the pictures of a report could not be sent');
    const lost = isOutside ? error.message : 'something went wrong on our side. Please ask again.';
    const card = reportCard(facts(gathered, { lost }));
    await whisperLater({ house, agent, invocation }, card);
  }
}

/** Nobody waits for it any more: what cannot be shown is logged. */
async function whisperLater({ house, invocation }: Context, card: Card): Promise<void> {
  await invocation.mouth
    .whisper(card)
    .catch(() => house.routing.log.warn({ what: 'report' }, 'an answer could not be shown'));
}
