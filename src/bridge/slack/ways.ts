// How people speak and ask on Slack, in the words of its cards: typed lines, `!word` in threads, slash commands outside.

import type { Inline, TextDocument } from '../../core/text/document.js';
import type { WaysFrom } from '../cards/card.js';

const inThreads = [
  ' · ',
  '`!note`',
  ' for a note · ',
  '`/`',
  ' commands don’t work in threads, ',
  '`!help`',
  ' does.',
];

const ways: Record<WaysFrom, readonly string[]> = {
  ai: ['The assistant is answering. Take over to speak to the customer; ', '`!note`', ' leaves a note.'],
  pending: ['Claim to answer here in the thread', ...inThreads],
  active: ['In this thread type to answer', ...inThreads],
  closed: ['Reopen to write again · ', '`!note`', ' still leaves a note.'],
  help: [
    'In the channel: ',
    '`/livechat word`',
    ' · in a thread: ',
    '`!word`',
    ' or a mention of Baton · here or there: the buttons.',
  ],
  home: ['Everything here also works as a command: ', '`/livechat help`', '.'],
};

/** The line that says it; `more` follows. */
export function tellWays(from: WaysFrom, more?: string): TextDocument {
  const children = [...ways[from], ...(more === undefined ? [] : [` ${more}`])].map(toInline);
  return [{ kind: 'paragraph', children }];
}

function toInline(piece: string): Inline {
  const code = /^`(.*)`$/.exec(piece)?.[1];
  return code === undefined ? { kind: 'text', text: piece } : { kind: 'code', text: code };
}
