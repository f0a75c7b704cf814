// What supervisors are called for: a threshold of their chatbot is crossed, or no longer.

import type { BoardFacts } from './board.js';
import { alarmWord } from './board-troubles.js';
import type { Card, Part } from './card.js';
import { bold, excerpt, lineBreak, textPart } from './prose.js';
import { reportButton } from './report.js';
import { numberOf } from './spans.js';

interface AlarmFacts {
  readonly kind: string;
  readonly news: 'began' | 'over';
  readonly since: Date;
}

type Called = Extract<Part, { kind: 'mentions' }>['people'];

function remedyOf(kind: string, { settings, queue, failures, waiting }: BoardFacts): string {
  const oldest = waiting[0] ? ` #${waiting[0].reference} is next.` : '';
  switch (kind) {
    case 'failures':
      return `${numberOf(failures)} of the last hour. The threads say why; “doctor” looks at the channels.`;
    case 'nobody':
      return `${numberOf(queue.waiting)} waiting. Somebody has to go online, or the hours have to be changed.${oldest}`;
    case 'wait':
      return `Longer than ${settings.routing.alarms.waitMinutes ?? 0} minutes; ${numberOf(queue.waiting)} waiting.${oldest}`;
    default:
      return `${numberOf(queue.waiting)} waiting; the threshold is ${settings.routing.alarms.queueLength ?? 0}.${oldest}`;
  }
}

/** `called` are mentioned: people of the desk it is posted on. */
export function alarmCard(alarm: AlarmFacts, facts: BoardFacts, called: Called = []): Card {
  const name = excerpt(facts.settings.name, 80);
  const isOver = alarm.news === 'over';
  const title = isOver
    ? `✅ ${name}: over – ${alarmWord(alarm.kind).toLowerCase()}`
    : `🚨 ${name}: ${alarmWord(alarm.kind).toLowerCase()}`;
  if (isOver) return { fallback: title, parts: [textPart(bold(title))] };
  return {
    fallback: title,
    parts: [
      textPart(bold(title), lineBreak, remedyOf(alarm.kind, facts)),
      { kind: 'since', label: 'Since', at: alarm.since },
      ...(called.length > 0 ? [{ kind: 'mentions' as const, people: called }] : []),
      {
        kind: 'controls',
        controls: [
          { kind: 'button', label: 'Overview', ask: { word: 'overview', args: facts.settings.key } },
          reportButton('today', facts.settings.id),
        ],
      },
    ],
  };
}
