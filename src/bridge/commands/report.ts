// The command that tells a supervisor how chats went: figures at once, pictures and a file in a direct message.

import { Failure } from '../../core/errors.js';
import { type ReportPeriod, readPeriod } from '../../core/report.js';
import { type PicturesState, reportCard, reportFilesCard } from '../cards/report.js';
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
    const gathered = await gatherReport(store, agent, wish);
    const isEmpty = gathered.report.figures.chats === 0;
    const pictures = isEmpty ? 'nothing' : canSend(context) ? 'coming' : cannotSend;
    // The figures are shown first, so that what is told of the pictures comes after them.
    await invocation.mouth.whisper(reportCard(facts(gathered, pictures)));
    if (!isEmpty) void sendFiles(context, wish, gathered);
    return nothing;
  },
});

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
    await invocation.mouth
      .whisper(card)
      .catch(() => routing.log.warn({ what: 'report' }, 'an answer could not be shown'));
  }
}
