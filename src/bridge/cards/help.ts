// Help: what this person may do here, in a few groups that fit a phone.

import type { Card, Part } from './card.js';
import { code, lineBreak, type Piece, textPart } from './prose.js';

export interface HelpEntry {
  readonly usage: string;
  readonly summary: string;
}

/** How many commands one text part holds, so that every desk's limit on a text is kept. */
const perPart = 8;

/** Lists the commands, already filtered to what the reader may do. */
export function helpCard(entries: readonly HelpEntry[], agentName: string): Card {
  const parts: Part[] = [{ kind: 'heading', text: 'What you can do' }];
  for (let at = 0; at < entries.length; at += perPart) {
    const pieces: Piece[] = [];
    for (const entry of entries.slice(at, at + perPart)) {
      if (pieces.length > 0) pieces.push(lineBreak);
      pieces.push(code(entry.usage), ` ${entry.summary}`);
    }
    parts.push(textPart(...pieces));
  }
  parts.push({ kind: 'ways', from: 'help', more: `Listed is what ${agentName} may do.` });
  return { fallback: 'What you can do with live chats', parts };
}
