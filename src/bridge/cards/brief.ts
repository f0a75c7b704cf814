// The brief in the thread: what whoever takes the conversation reads first, for agents' eyes only.

import { briefLabels } from '../../core/brief.js';
import type { Inline } from '../../core/text/document.js';
import type { Card } from './card.js';
import { bold, contextPart, excerpt, lineBreak, say } from './prose.js';

export interface BriefFacts {
  readonly lines: readonly string[];
  /** Told anew because another person has the conversation; null for the first time. */
  readonly again: { readonly forName: string | null } | null;
}

function headOf({ again }: BriefFacts): string {
  if (again === null) return '🧭 In short';
  return again.forName === null
    ? '🧭 In short, again'
    : `🧭 In short, again, for ${excerpt(again.forName, 60)}`;
}

/** Reads the facts out of an event's data; null when it holds no brief. */
export function readBriefFacts(data: Readonly<Record<string, unknown>>): BriefFacts | null {
  const lines = Array.isArray(data.lines) ? data.lines.filter((line) => typeof line === 'string') : [];
  if (lines.length !== briefLabels.length) return null;
  const forName = typeof data.forName === 'string' ? data.forName : null;
  return { lines, again: data.again === true ? { forName } : null };
}

/** Draws the brief: every line is literal, whoever the assistant read it from. */
export function briefCard(facts: BriefFacts): Card {
  const rows = briefLabels.flatMap((label, index): (string | Inline)[] => [
    ...(index === 0 ? [] : [lineBreak]),
    bold(label),
    ` · ${excerpt(facts.lines[index] ?? '–', 300)}`,
  ]);
  const head = headOf(facts);
  return {
    fallback: `${head}: ${excerpt(facts.lines[0] ?? '', 120)}`,
    parts: [
      { kind: 'text', text: say(bold(head)) },
      { kind: 'text', text: say(...rows) },
      contextPart('Written by the AI from the chat; only agents see it.'),
    ],
  };
}
