// What is wrong at a chatbot, as its overview says it: alarms, replies that were lost, and chats that are too late.

import type { AlarmKind } from '../../core/alarm.js';
import type { Part } from './card.js';
import { bold, excerpt, linesPart, type Piece, textPart } from './prose.js';
import { ageOf, numberOf } from './spans.js';

interface BreachFacts {
  readonly reference: number;
  readonly kind: 'reply' | 'missed' | 'wait';
  readonly since: Date;
  readonly agentName: string | null;
}

export interface TroubleFacts {
  readonly alarms: readonly { readonly kind: string; readonly since: Date }[];
  /** The oldest first; `total` counts also those that are not among them. */
  readonly breaches: { readonly chats: readonly BreachFacts[]; readonly total: number };
  /** Replies of the last hour that did not reach their customers. */
  readonly failures: number;
}

/** The most who are listed of those who wait longer than they should; the rest is counted. */
export const breachesShown = 5;

const alarmWords: Record<AlarmKind, string> = {
  wait: 'Somebody waits too long',
  queue: 'Too many wait',
  failures: 'Replies do not reach their customers',
  nobody: 'Customers wait and nobody is online',
};

/** What an alarm says. */
export function alarmWord(kind: string): string {
  return (alarmWords as Readonly<Record<string, string>>)[kind] ?? kind;
}

function breachLine({ reference, kind, since, agentName }: BreachFacts, now: Date): Piece[] {
  const who = excerpt(agentName ?? '', 40);
  const words = {
    reply: `${who} has not replied yet`,
    missed: `waits again: ${who} did not reply`,
    wait: 'nobody has taken it',
  };
  return [bold(`#${reference}`), ' · ', bold(`⏰ ${ageOf(since, now)}`), ` · ${words[kind]}`];
}

/** Those who wait longer than they should, the longest first. */
export function breachParts({ breaches: { chats, total } }: TroubleFacts, now: Date): Part[] {
  if (total === 0) return [];
  const shown = chats.slice(0, breachesShown);
  const rest = total - shown.length;
  return [
    linesPart([
      [bold(`⏰ Too late (${numberOf(total)})`)],
      ...shown.map((chat) => breachLine(chat, now)),
      ...(rest > 0 ? [[`… and ${numberOf(rest)} more`]] : []),
    ]),
  ];
}

/** Alarms that stand, and replies that did not arrive. */
export function troubleParts({ alarms, failures }: TroubleFacts): Part[] {
  return [
    ...alarms.map(({ kind, since }) => ({
      kind: 'since' as const,
      label: `🚨 ${alarmWord(kind)} since`,
      at: since,
    })),
    ...(failures > 0
      ? [
          textPart(
            `⚠️ ${numberOf(failures)} ${failures === 1 ? 'reply' : 'replies'} of the last hour did not reach the customer.`,
          ),
        ]
      : []),
  ];
}
