// Reports: their periods, what they count, and the words for numbers that may not exist. Pure.

import type { AgentId, ChatbotId, OrganizationId } from './id.js';

export const reportPeriods = ['today', '7d', '30d'] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** How many days of a chatbot's own calendar a period holds; the last is the one that is not over. */
export const periodDays: Record<ReportPeriod, number> = { today: 1, '7d': 7, '30d': 30 };

/** `the last 7 days`. */
export const periodWords: Record<ReportPeriod, string> = {
  today: 'today',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

/** Chats that only the assistant had count as resolved after a silence of so long. */
export const silentMinutes = 60;

/** What a report is about. All of it was seen to be the reader's to see. */
export interface ReportScope {
  readonly organizationId: OrganizationId;
  readonly period: ReportPeriod;
  /** The moment it tells of: what came later is not in it. */
  readonly asOf: Date;
  /** Never empty. `timezone` is where its days begin. */
  readonly chatbots: readonly {
    readonly id: ChatbotId;
    readonly name: string;
    readonly timezone: string;
  }[];
  /** Only chats that this agent had. */
  readonly agent: { readonly id: AgentId; readonly name: string } | null;
}

/** Times in seconds; both are null when there is nothing to measure. */
export interface ReportTimes {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface ReportRatings {
  readonly count: number;
  /** 1 to 5. */
  readonly average: number | null;
  /** How many gave 4 or 5. */
  readonly good: number;
}

/** How chats ended: by the assistant alone, by people, or not yet. */
export interface ReportOutcomes {
  readonly assistant: number;
  readonly people: number;
  readonly open: number;
}

/** One day (`2026-11-23`) or, of today, one hour (`09`), in the chatbot's own time. */
export interface ReportSlot extends ReportOutcomes {
  readonly slot: string;
  readonly firstReply: ReportTimes;
}

/** Why people were asked for; the assistant's own words are not told, they may quote the customer. */
export const handOffReasons = ['button', 'phrase', 'failed', 'assistant', 'elsewhere', 'taken'] as const;
export type HandOffReason = (typeof handOffReasons)[number];

export interface ReportAgent {
  readonly id: AgentId;
  readonly name: string;
  /** Chats they had at some time. */
  readonly chats: number;
  readonly replies: number;
  /** Of chats they were the first to answer. */
  readonly firstReply: ReportTimes;
  /** Of chats they had last. */
  readonly resolution: ReportTimes;
  readonly ratings: ReportRatings;
}

export interface ReportFigures {
  readonly chats: number;
  /** Chats that people were asked for, or took. */
  readonly asked: number;
  readonly outcomes: ReportOutcomes;
  readonly firstReply: ReportTimes;
  readonly resolution: ReportTimes;
  readonly ratings: ReportRatings;
  readonly slots: readonly ReportSlot[];
  readonly channels: readonly { readonly name: string; readonly count: number }[];
  readonly categories: readonly { readonly name: string | null; readonly count: number }[];
  readonly reasons: readonly { readonly reason: HandOffReason; readonly count: number }[];
  readonly agents: readonly ReportAgent[];
}

export interface Report {
  readonly scope: ReportScope;
  readonly figures: ReportFigures;
}

/** One conversation as the CSV tells it: no customer's words, names or addresses. */
export interface ReportRow {
  readonly reference: number;
  readonly chatbot: string;
  readonly channel: string;
  readonly category: string | null;
  readonly status: string;
  readonly startedAt: Date;
  readonly askedAt: Date | null;
  readonly firstReplySeconds: number | null;
  readonly resolutionSeconds: number | null;
  /** Who had it last. */
  readonly owner: string | null;
  readonly score: number | null;
}

/** `today`, `7d`, `30d`, or what people write for them; null for any other word. */
export function readPeriod(word: string): ReportPeriod | null {
  const wanted = word.toLowerCase();
  const aliases: Readonly<Record<string, ReportPeriod>> = { '1d': 'today', week: '7d', month: '30d' };
  return reportPeriods.find((period) => period === wanted) ?? aliases[wanted] ?? null;
}

/** The share of chats that the assistant settled, of those that it settled or handed on; null when there is none. */
export function assistantShare({
  outcomes,
  asked,
}: Pick<ReportFigures, 'outcomes' | 'asked'>): number | null {
  const decided = outcomes.assistant + asked;
  return decided === 0 ? null : outcomes.assistant / decided;
}

/** `64 %`; null stays null. */
export function showShare(share: number | null): string | null {
  return share === null ? null : `${Math.round(share * 100)} %`;
}

/** `45 s`, `3 min`, `1 h 20 min`, `2 d 3 h`. */
export function showDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** Every slot of the period in order, also those without a chat; days as the chatbots' calendars have them. */
export function listSlots({ period, asOf, chatbots }: ReportScope): string[] {
  if (period === 'today') return Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const lasts = chatbots.map(({ timezone }) => localDay(timezone, asOf)).sort();
  const [first = '', last = first] = [lasts[0], lasts.at(-1)];
  const from = Date.parse(first) - (periodDays[period] - 1) * dayMs;
  const count = Math.round((Date.parse(last) - from) / dayMs) + 1;
  return Array.from({ length: count }, (_, ahead) => isoDay(new Date(from + ahead * dayMs)));
}

/** The figures' slots with the empty ones among them. */
export function fillSlots(report: Report): ReportSlot[] {
  const known = new Map(report.figures.slots.map((slot) => [slot.slot, slot]));
  const none: ReportTimes = { count: 0, median: null, p90: null };
  return listSlots(report.scope).map(
    (slot) => known.get(slot) ?? { slot, assistant: 0, people: 0, open: 0, firstReply: none },
  );
}

const dayMs = 24 * 60 * 60_000;
const isoDay = (at: Date) => at.toISOString().slice(0, 10);

/** `2026-11-23`: the calendar's day there. */
export function localDay(timezone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** `Acme Support · Ben`: whose chats these are. */
export function subjectOf({ scope }: Pick<Report, 'scope'>): string {
  const chatbots =
    scope.chatbots.length > 3
      ? `${scope.chatbots.length} chatbots`
      : scope.chatbots.map(({ name }) => name).join(', ');
  return scope.agent ? `${chatbots} · ${scope.agent.name}` : chatbots;
}

/** `23 Nov`, or `09:00` of a day's hour. */
export function showSlot(slot: string): string {
  if (slot.length === 2) return `${slot}:00`;
  return new Date(`${slot}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}

/** `17 Nov – 23 Nov`, of today `23 Nov`. */
export function showDays({ scope }: Pick<Report, 'scope'>): string {
  const days = listSlots({ ...scope, period: scope.period === 'today' ? '7d' : scope.period });
  const last = showSlot(days.at(-1) ?? '');
  return scope.period === 'today' ? last : `${showSlot(days[0] ?? '')} – ${last}`;
}
