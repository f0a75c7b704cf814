// Meta's clocks: the moments it tells, and until when it lets us answer.

import type { ReplyWindow } from '../inbound.js';
import { readNumber } from './untrusted.js';

const hourMs = 3_600_000;
/** Taken off the end: what we send then is still under way. */
const safetyMs = 60_000;
const mostAheadMs = 5 * 60_000;

/** The reply window a customer's message of this moment opens: 24 hours, and for agents' own words so many. */
export function windowAfter(at: Date, extendedHours: 24 | 168): ReplyWindow {
  const until = (hours: number): Date => new Date(at.getTime() + hours * hourMs - safetyMs);
  return { openUntil: until(24), replyUntil: until(extendedHours) };
}

/**
 * The moment a platform told, in seconds or milliseconds, as number or text; `now` when it told none that can be
 * right. A clock a little ahead of ours is believed, one far ahead is not: it would hold the window open.
 */
export function readMoment(value: unknown, now: Date): Date {
  const number = readNumber(value);
  if (number === null || number <= 0) return now;
  const ms = number < 1e11 ? number * 1000 : number;
  return ms > now.getTime() + mostAheadMs ? now : new Date(ms);
}
