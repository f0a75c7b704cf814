// Fills what people said meanwhile into a scripted answer.

import { literal, printCommonmark } from '../../core/text.js';
import type { HistoryLine } from '../assistant.js';

/** The longest quotation of an agent, in characters. */
const quoteLimit = 300;

/** What people last said, and whether the assistant answers for the first time since. */
export interface HumanStretch {
  readonly lastAgent: string | null;
  readonly agentSaid: string | null;
  readonly justHandedBack: boolean;
}

/** Reads the human stretch from the history, oldest line first. */
export function readHumanStretch(history: readonly HistoryLine[]): HumanStretch {
  const last = history.findLast((line) => line.author === 'agent') ?? null;
  const spokenAt = history.findLastIndex((line) => line.author === 'agent');
  const answeredAt = history.findLastIndex((line) => line.author === 'assistant');
  return {
    lastAgent: last?.name ?? null,
    agentSaid: last?.text ?? null,
    justHandedBack: spokenAt >= 0 && spokenAt > answeredAt,
  };
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > quoteLimit ? `${line.slice(0, quoteLimit).trimEnd()}…` : line;
  return printCommonmark(literal(short));
}

/** The answer with `{{lastAgent}}` and `{{agentSaid}}` filled in, as literal words. */
export function fillIn(answer: string, stretch: HumanStretch): string {
  const values: Readonly<Record<string, string>> = {
    lastAgent: stretch.lastAgent ?? 'our team',
    agentSaid: stretch.agentSaid ?? '…',
  };
  return answer.replace(/\{\{\s*(lastAgent|agentSaid)\s*\}\}/g, (_, name: string) =>
    quote(values[name] ?? ''),
  );
}
