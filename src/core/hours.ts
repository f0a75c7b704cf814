// Opening hours: whether it is open, when it opens next, and what is wrong with hours that cannot be. Pure.

import type { Hours } from './chatbot.js';
import { Refusal } from './errors.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** From and until, in minutes of a day. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/** The spans of each day, Monday first, in order. */
type Week = readonly (readonly Span[])[];

const dayMs = 24 * 60 * 60_000;

/** Tells whether it is open at a moment; no hours means always. */
export function isOpen(hours: Hours | null, at: Date): boolean {
  if (!hours) return true;
  const { day, minute } = localTime(hours.timezone, at);
  return (readWeek(hours)[day] ?? []).some((span) => minute >= span.from && minute < span.until);
}

/** When it opens next: `at` itself when it is open; null when it never does. */
export function nextOpening(hours: Hours | null, at: Date): Date | null {
  if (isOpen(hours, at) || !hours) return at;
  const week = readWeek(hours);
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const local = localTime(hours.timezone, new Date(at.getTime() + ahead * dayMs));
    for (const span of week[local.day] ?? []) {
      const opens = toInstant(hours.timezone, local, span.from);
      if (opens > at) return opens;
    }
  }
  return null;
}

/** Checks hours that somebody wrote. Throws Refusal `bad-hours` with the reason. */
export function checkHours(hours: Hours): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: hours.timezone });
  } catch {
    throw badHours(`“${hours.timezone}” is no time zone such as Europe/Berlin.`);
  }
  readWeek(hours);
}

/** `mon-fri 09:00-18:00 · sat 10:00-14:00 (Europe/Berlin)`. */
export function printHours(hours: Hours | null): string {
  if (!hours) return 'always open';
  const lines = Object.entries(hours.open).map(([days, spans]) => `${days} ${spans}`);
  return `${lines.join(' · ') || 'never open'} (${hours.timezone})`;
}

/** Throws Refusal `bad-hours`. */
function readWeek(hours: Hours): Week {
  const week: Span[][] = weekdays.map(() => []);
  for (const [days, text] of Object.entries(hours.open)) {
    for (const day of readDays(days)) {
      const spans = [...(week[day] ?? []), ...readSpans(text)].sort((one, other) => one.from - other.from);
      for (const [place, span] of spans.entries()) {
        const earlier = spans[place - 1];
        if (earlier && earlier.until > span.from) throw badHours(`${weekdays[day]} has hours that overlap.`);
      }
      week[day] = spans;
    }
  }
  return week;
}

/** `mon` or `mon-fri`, also around the week's end: `sat-mon`. */
function readDays(text: string): number[] {
  const [first = '', last = first] = text.trim().toLowerCase().split('-');
  const from = weekdays.findIndex((day) => day === first);
  const until = weekdays.findIndex((day) => day === last);
  if (from === -1 || until === -1) throw badHours(`“${text}” is no day or range of days such as mon-fri.`);
  const count = ((until - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, ahead) => (from + ahead) % 7);
}

function readSpans(text: string): Span[] {
  return text.split(',').map((part) => {
    const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/u.exec(part);
    const [from, until] = match
      ? [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])]
      : [Number.NaN, Number.NaN];
    const minutesExist = Number(match?.[2]) < 60 && Number(match?.[4]) < 60;
    if (!minutesExist || !(from < 24 * 60) || !(until <= 24 * 60))
      throw badHours(`“${part.trim()}” are no hours such as 09:00-18:00.`);
    if (until <= from)
      throw badHours(
        `“${part.trim()}” ends before it begins; over midnight, give each day its own part, such as 22:00-24:00.`,
      );
    return { from, until };
  });
}

const badHours = (why: string) => new Refusal('bad-hours', { why });

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 0 is Monday. */
  readonly day: number;
  /** Of the day. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timezone, made);
  return made;
}

function localTime(timezone: string, at: Date): LocalTime {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, date] = [of('year'), of('month'), of('day')];
  const day = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  return { year, month, date, day, minute: of('hour') * 60 + of('minute') };
}

/** The instant of a wall clock's time on a local date; a time the clock jumps over comes out after the jump. */
function toInstant(timezone: string, { year, month, date }: LocalTime, minute: number): Date {
  const wall = Date.UTC(year, month - 1, date, 0, minute);
  let instant = wall;
  for (let round = 0; round < 2; round += 1) {
    const shown = localTime(timezone, new Date(instant));
    const offset = Date.UTC(shown.year, shown.month - 1, shown.date, 0, shown.minute) - instant;
    instant = wall - offset;
  }
  return new Date(instant);
}
