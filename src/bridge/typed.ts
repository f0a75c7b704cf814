// Reads what a typed line asks: an ordinary line, a `!word`, or a word said to our bot.

import type { Block, Inline, TextDocument } from '../core/text/document.js';
import { printCommonmark } from '../core/text.js';
import { findCommand } from './commands/registry.js';
import type { DeskLine } from './desk.js';
import type { Invocation, Via } from './invocation.js';

export interface TypedWord {
  readonly word: string;
  readonly args: string;
}

/** `!word rest` when the word is known to everyone's commands; null makes it an ordinary line. */
export function readBang(raw: string): TypedWord | null {
  const match = /^\s*!([a-z]+)(?:\s+([\s\S]*))?$/iu.exec(raw);
  const word = match?.[1]?.toLowerCase() ?? '';
  const command = findCommand(word);
  return command && !command.hidden ? { word, args: (match?.[2] ?? '').trim() } : null;
}

/** The first word of a line said to our bot, `!` and `/` forgiven; nothing said asks for help. */
export function readAddressed(raw: string): TypedWord {
  const [, word = '', args = ''] = /^\s*[!/]?(?:livechat\s+)?(\S*)\s*([\s\S]*)$/iu.exec(raw) ?? [];
  return { word: word === '' ? 'help' : word.toLowerCase(), args: args.trim() };
}

function dropWord(children: readonly Inline[]): readonly Inline[] | null {
  const [first, ...rest] = children;
  if (first === undefined) return null;
  if (first.kind === 'mention' || (first.kind === 'text' && first.text.trim() === '')) return dropWord(rest);
  const match = first.kind === 'text' ? /^\s*[!/]?\S+\s*([\s\S]*)$/u.exec(first.text) : null;
  if (!match) return null;
  const remains: Inline[] = match[1] ? [{ kind: 'text', text: match[1] }, ...rest] : rest;
  return remains[0]?.kind === 'break' ? remains.slice(1) : remains;
}

/** The document without its command word; null when the word is not where it should be. */
export function withoutWord(text: TextDocument): TextDocument | null {
  const [first, ...rest] = text;
  if (first?.kind !== 'paragraph') return null;
  const children = dropWord(first.children);
  if (children === null) return null;
  const head: Block[] = children.length > 0 ? [{ kind: 'paragraph', children }] : [];
  return [...head, ...rest];
}

/** The line as an invocation; the text after the word keeps its formatting in `values.text`. */
export function toInvocation(line: DeskLine, via: Via, typed: TypedWord): Invocation {
  const body = typed.args === '' ? null : withoutWord(line.text);
  return {
    desk: line.desk,
    team: line.team,
    user: line.user,
    via,
    word: typed.word,
    args: typed.args,
    values: body === null ? {} : { text: printCommonmark(body) },
    files: line.files,
    place: line.place,
    threadRef: line.threadRef,
    postRef: line.ref,
    conversationId: null,
    epoch: null,
    mouth: line.mouth,
  };
}
