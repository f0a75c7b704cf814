// The name shown above words in a thread.

import { cut } from '../../core/text/cut.js';

const sideMarks = { contact: 'customer', assistant: 'assistant', agent: 'agent', system: 'Baton' } as const;

/** Without control characters and marked with the side, so that nobody can pose as someone else. */
export function speakerName(as: { readonly name: string; readonly side: keyof typeof sideMarks }): string {
  const name = as.name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const mark = sideMarks[as.side];
  if (name === '' || as.side === 'system') return name === '' || name === mark ? mark : cut(name, 80);
  return `${cut(name, 77 - mark.length)} · ${mark}`;
}
