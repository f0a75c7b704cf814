// Decides where a day begins and which lines follow their author's last one without a new head.
import type { PageMessage } from '../../slack/protocol.js';

const FOLLOW_UP_MS = 5 * 60_000;

export interface MessageRow {
  message: PageMessage;
  /** Name of the day that begins with this row, if one does. */
  day: string | undefined;
  /** Drawn without name and picture, close to the row above. */
  follows: boolean;
}

/** Rows in the given order. `nowMs` decides what "Today" is. */
export function arrangeMessages(messages: readonly PageMessage[], nowMs: number): MessageRow[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = nameDay(message.ts, nowMs);
    const begins = before === undefined || nameDay(before.ts, nowMs) !== day;
    return {
      message,
      day: begins ? day : undefined,
      follows: !begins && before !== undefined && followsOn(before, message),
    };
  });
}

/** Unix milliseconds of a message's `ts`. */
export function readTs(ts: string): number {
  return Number(ts) * 1000;
}

/** "14:05" in the reader's time zone. */
export function formatClock(ts: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(readTs(ts));
}

function followsOn(before: PageMessage, message: PageMessage): boolean {
  return (
    before.author.name === message.author.name &&
    before.author.userId === message.author.userId &&
    before.isEphemeral === message.isEphemeral &&
    !before.isSystem &&
    !message.isSystem &&
    !message.isBroadcast &&
    before.replyCount === 0 &&
    readTs(message.ts) - readTs(before.ts) < FOLLOW_UP_MS
  );
}

function nameDay(ts: string, nowMs: number): string {
  const day = new Date(readTs(ts)).setHours(0, 0, 0, 0);
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  if (day === today) return 'Today';
  if (Math.round((today - day) / 86_400_000) === 1) return 'Yesterday';
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(day);
}
