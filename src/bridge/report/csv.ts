// The file of a report: a line for each conversation, safe to open in a spreadsheet, without a word of the customers.

import { byteOrderMark, csvLine } from '../../core/csv.js';
import type { ReportRow } from '../../core/report.js';

const heads = [
  'reference',
  'chatbot',
  'channel',
  'category',
  'status',
  'started at',
  'asked at',
  'first reply seconds',
  'resolution seconds',
  'owner',
  'csat',
];

/** Moments are in UTC, as ISO 8601 writes them. */
export function printCsv(rows: readonly ReportRow[]): string {
  const lines = rows.map((row) =>
    csvLine([
      row.reference,
      row.chatbot,
      row.channel,
      row.category,
      row.status,
      row.startedAt.toISOString(),
      row.askedAt?.toISOString() ?? null,
      row.firstReplySeconds,
      row.resolutionSeconds,
      row.owner,
      row.score,
    ]),
  );
  return byteOrderMark + csvLine(heads) + lines.join('');
}
