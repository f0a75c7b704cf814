// The files of reports: made when a desk takes them or somebody opens their link, never kept longer than a moment.

import type { RequestHandler, Response, Router } from 'express';
import type { Agent } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { localDay, periodWords, type Report, subjectOf } from '../../core/report.js';
import { findAgent } from '../../store/agents.js';
import { listReportRows, readReport } from '../../store/report.js';
import type { Store } from '../../store/store.js';
import type { PersonalFile } from '../desk.js';
import { drawChart } from './chart.js';
import { printCsv } from './csv.js';
import { chartNames, describeChart } from './describe.js';
import { authoriseReport, type ReportWish } from './gather.js';
import { createReportLinks, type ReportClaim, type ReportLinksOptions } from './links.js';

export interface ReportShelf {
  /** The pictures and the file of a report that its reader may see: to be sent to them alone. */
  filesOf(reader: Agent, wish: ReportWish, report: Report): readonly PersonalFile[];
  /** Mounts `GET /reports/:token`. What is no living link, or not the reader's to see any more, is 404 alike. */
  listen(mount: Router): void;
}

/** The most conversations of one CSV. */
export const mostRows = 20_000;
/** How many drawn files are kept for those who look at them again at once. */
const remembered = 24;
const csvName = 'csv';

interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Makes the shelf. Nothing is loaded or drawn before a report has files. */
export function createReportShelf(options: ReportLinksOptions & { readonly store: Store }): ReportShelf {
  const { store } = options;
  const links = createReportLinks(options);
  const open = rememberSome((token: string) => makeFile(store, links.read(token)));
  return {
    filesOf(reader, wish, report) {
      const fileOf = (file: string) => {
        const claim: ReportClaim = { organizationId: reader.organizationId, readerId: reader.id, wish, file };
        const { name, type } = labelOf(file, report);
        const bytes = () => makeBytes(store, file, report);
        return { name, type, bytes, link: () => links.link(claim) };
      };
      return [
        ...chartNames.map((name) => ({ ...fileOf(name), alt: describeChart(name, report) })),
        {
          ...fileOf(csvName),
          alt: `The conversations of ${periodWords[report.scope.period]}, ${subjectOf(report)}`,
        },
      ];
    },
    listen(mount) {
      mount.get('/reports/:token', giveFile(open));
    },
  };
}

function labelOf(file: string, { scope }: Pick<Report, 'scope'>): Pick<MadeFile, 'name' | 'type'> {
  const day = localDay(scope.chatbots[0]?.timezone ?? 'UTC', scope.asOf);
  return file === csvName
    ? { name: `chats-${scope.period}-${day}.csv`, type: 'text/csv' }
    : { name: `${file}-${scope.period}-${day}.png`, type: 'image/png' };
}

async function makeBytes(store: Store, file: string, report: Report): Promise<Buffer> {
  const chart = chartNames.find((name) => name === file);
  if (chart) return drawChart(chart, report);
  return Buffer.from(printCsv(await listReportRows(store, report.scope, mostRows)), 'utf8');
}

/** The file a link asks for, if its reader may still see it; null for everything else. */
async function makeFile(store: Store, claim: ReportClaim | null): Promise<MadeFile | null> {
  if (!claim || (claim.file !== csvName && !chartNames.some((name) => name === claim.file))) return null;
  const { organizationId, readerId: id, wish, file } = claim;
  const reader = await findAgent(store, { organizationId, id });
  if (!reader) return null;
  try {
    const { scope } = await authoriseReport(store, reader, wish);
    if (scope.chatbots.length === 0) return null;
    const report = { scope, figures: await readReport(store, scope) };
    return { ...labelOf(file, report), bytes: await makeBytes(store, file, report) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const rememberMs = 60_000;

/** Several looks at one file within a minute are one; what failed is made anew. */
function rememberSome<Made>(make: (token: string) => Promise<Made>): (token: string) => Promise<Made> {
  const known = new Map<string, { readonly made: Promise<Made>; readonly until: number }>();
  return (token) => {
    const found = known.get(token);
    if (found && found.until > Date.now()) return found.made;
    const made = make(token);
    made.catch(() => known.delete(token));
    known.delete(token);
    known.set(token, { made, until: Date.now() + rememberMs });
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return made;
  };
}

function giveFile(open: (token: string) => Promise<MadeFile | null>): RequestHandler<{ token: string }> {
  return async (request, response) => {
    guard(response);
    const file = await open(request.params.token);
    if (!file) {
      response.status(404).json({ error: { code: 'unknown-file', message: 'Not found.' } });
      return;
    }
    if (file.type === 'image/png') response.setHeader('Content-Disposition', 'inline');
    else response.attachment(file.name);
    response.setHeader('Content-Type', file.type === 'text/csv' ? 'text/csv; charset=utf-8' : file.type);
    response.status(200).end(file.bytes);
  };
}

function guard(response: Response): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'private, no-store');
}
