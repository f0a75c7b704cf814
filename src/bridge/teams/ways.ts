// How people speak and ask on Teams, in the words of its cards: lines in threads, with a mention where Baton may not read along.

import type { Inline, TextDocument } from '../../core/text/document.js';
import type { WaysFrom } from '../cards/card.js';

/** `plain`: lines are heard without a mention of our bot. `mention`: only those with one are. */
export type Speaking = 'plain' | 'mention';

/** How Baton is mentioned, as people read it in a channel. */
export const mention = '@Baton';

type Pieces = readonly string[];

const inThreads: Record<Speaking, Pieces> = {
  plain: [' · ', '`!note`', ' for a note · ', '`!help`', ' for the rest'],
  mention: [' · ', `\`${mention} note …\``, ' for a note'],
};

const active: Record<Speaking, Pieces> = {
  plain: ['Write in this thread to answer', ...inThreads.plain],
  // Nothing says beforehand whether the team consented: the first plain line that is heard does.
  mention: [
    'Answer here with ',
    `\`${mention} your words\``,
    ', in plain lines only where the team lets Baton read along',
    ...inThreads.mention,
  ],
};

const pending: Record<Speaking, Pieces> = {
  plain: ['Claim to answer here in the thread', ...inThreads.plain],
  mention: ['Claim, then answer here with ', `\`${mention} your words\``, ...inThreads.mention],
};

const note: Record<Speaking, string> = { plain: '`!note`', mention: `\`${mention} note …\`` };

/** The line that says it; `more` follows. */
export function tellWays(from: WaysFrom, speaking: Speaking, more?: string): TextDocument {
  const pieces = [...waysOf(from, speaking), ...(more === undefined ? [] : [` ${more}`])];
  return [{ kind: 'paragraph', children: pieces.map(toInline) }];
}

function waysOf(from: WaysFrom, speaking: Speaking): Pieces {
  switch (from) {
    case 'ai':
      return [
        'The assistant is answering. Take over to speak to the customer · ',
        note[speaking],
        ' leaves a note',
      ];
    case 'pending':
      return pending[speaking];
    case 'active':
      return active[speaking];
    case 'closed':
      return ['Reopen to write again · ', note[speaking], ' still leaves a note'];
    case 'help':
      return [
        'Anywhere: ',
        `\`${mention} word\``,
        ...(speaking === 'plain' ? [' · in a thread also ', '`!word`'] : []),
        ' · in your chat with Baton: the word alone · or the buttons.',
      ];
    case 'home':
      return ['Everything here also works as a word in this chat: ', '`help`', ' lists them.'];
  }
}

function toInline(piece: string): Inline {
  const code = /^`(.*)`$/.exec(piece)?.[1];
  return code === undefined ? { kind: 'text', text: piece } : { kind: 'code', text: code };
}
