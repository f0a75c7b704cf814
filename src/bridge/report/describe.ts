// The words beside a report's pictures: titles, and what each shows for those who do not see it.

import {
  assistantShare,
  fillSlots,
  periodWords,
  type Report,
  type ReportSlot,
  showDuration,
  showShare,
  showSlot,
  subjectOf,
} from '../../core/report.js';
import { channelName, countOf } from '../cards/prose.js';

export const chartNames = ['chats', 'first-reply', 'volumes'] as const;
export type ChartName = (typeof chartNames)[number];

export function chartTitle(name: ChartName, { scope }: Pick<Report, 'scope'>): string {
  const unit = scope.period === 'today' ? 'hour' : 'day';
  if (name === 'chats') return `Chats per ${unit}, by who resolved them`;
  return name === 'first-reply' ? `Time to the first reply, per ${unit}` : 'Chats by channel and category';
}

/** The main numbers of a picture in a few sentences. */
export function describeChart(name: ChartName, report: Report): string {
  const title = `${chartTitle(name, report)}, ${periodWords[report.scope.period]}, ${subjectOf(report)}.`;
  return `${title} ${tellers[name](report)}`;
}

const tellers: Record<ChartName, (report: Report) => string> = {
  chats(report) {
    const { chats, outcomes } = report.figures;
    const busiest = mostOf(fillSlots(report), (slot) => slot.assistant + slot.people + slot.open);
    const share = showShare(assistantShare(report.figures));
    return [
      `${countOf(chats, 'chat')}: ${outcomes.assistant} resolved by the assistant, ${outcomes.people} by people, ${outcomes.open} still open.`,
      ...(share ? [`The assistant resolved ${share} of those it settled or handed on.`] : []),
      ...(busiest ? [`Most on ${showSlot(busiest.slot)}.`] : []),
    ].join(' ');
  },
  'first-reply'(report) {
    const { median, p90, count } = report.figures.firstReply;
    if (median === null || p90 === null) return 'No replies yet.';
    const slowest = mostOf(fillSlots(report), ({ firstReply }) => firstReply.median ?? 0);
    return [
      `Of ${count === 1 ? '1 first reply' : `${count} first replies`} half came within ${showDuration(median)}, nine in ten within ${showDuration(p90)}.`,
      ...(slowest ? [`Slowest: ${showSlot(slowest.slot)}.`] : []),
    ].join(' ');
  },
  volumes({ figures }) {
    const channels = figures.channels.map(({ name, count }) => `${channelName(name)} ${count}`);
    const categories = figures.categories.map(({ name, count }) => `${name ?? 'no category'} ${count}`);
    return `Channels: ${shorten(channels)}. Categories: ${shorten(categories)}.`;
  },
};

const named = 6;

function shorten(parts: readonly string[]): string {
  const rest = parts.length - named;
  return [...parts.slice(0, named), ...(rest > 0 ? [`${rest} more`] : [])].join(', ') || 'none';
}

function mostOf(slots: readonly ReportSlot[], measure: (slot: ReportSlot) => number): ReportSlot | null {
  const most = slots.reduce<ReportSlot | null>(
    (best, slot) => (best === null || measure(slot) > measure(best) ? slot : best),
    null,
  );
  return most && measure(most) > 0 ? most : null;
}
