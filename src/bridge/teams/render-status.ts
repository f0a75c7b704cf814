// Renders the small line that tells how agents' own lines stand: `✅ 12:04 · 👀 12:05`, in the reader's own time.

import type { Json } from '../../core/payload.js';
import type { Mark } from '../desk.js';
import { adaptiveCard, asAttachment } from './elements.js';
import type { StatusRun } from './memories.js';

const signs: Record<Mark, string> = { waiting: '⏳', sent: '✅', seen: '👀', failed: '⚠️' };
const words: Record<Mark, string> = {
  waiting: 'waiting',
  sent: 'sent',
  seen: 'seen by the customer',
  failed: 'not delivered',
};

type Lines = StatusRun['lines'];

/** The message activity. Neighbours that stand alike are told together. */
export function renderStatus(lines: Lines): Json {
  const groups = group(lines);
  const text = groups.map(tell).join('  ·  ');
  const spoken = groups
    .map(({ mark, count }) => `${count > 1 ? `${count} lines ` : ''}${words[mark]}`)
    .join(', ');
  const body = [{ type: 'TextBlock', text, isSubtle: true, size: 'Small', wrap: true, spacing: 'None' }];
  return {
    type: 'message',
    summary: `Delivery: ${spoken}`,
    attachments: [asAttachment({ ...adaptiveCard(body), speak: spoken })],
  };
}

interface Group {
  readonly mark: Mark;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

function group(lines: Lines): Group[] {
  const groups: Group[] = [];
  for (const { mark, at } of lines) {
    const before = groups.at(-1);
    if (before?.mark === mark) {
      groups[groups.length - 1] = { ...before, last: at, count: before.count + 1 };
    } else groups.push({ mark, first: at, last: at, count: 1 });
  }
  return groups;
}

function tell({ mark, first, last, count }: Group): string {
  if (count === 1) return `${signs[mark]} ${time(first)}`;
  const until = isSameMinute(first, last) ? '' : ` – ${time(last)}`;
  return `${signs[mark]} ${time(first)}${until} (${count})`;
}

function isSameMinute(first: number, last: number): boolean {
  return Math.floor(first / 60_000) === Math.floor(last / 60_000);
}

/** Teams shows it in the reader's own time zone. */
function time(at: number): string {
  return `{{TIME(${new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')})}}`;
}
