// Reads the inline markup of Slack's mrkdwn: bold, italic, strike, code, tokens, emoji names.

import { characterAt, characterBefore, isSpace, isWord } from './characters.js';
import { readShortcode } from './emoji.js';
import type { Leaf } from './inline-leaves.js';
import { createRun, type PairRule, resolveTokens, type Token } from './inline-tokens.js';
import type { Names } from './names.js';
import { readBareUrl } from './safe-url.js';
import { decodeSlack, readSlackToken } from './slack-token.js';

/** The leaves of some lines of mrkdwn. Never throws. */
export function parseMrkdwnInline(text: string, names: Names): Leaf[] {
  return resolveTokens(tokenize(text, names), { pair: pairSpan, oneLine: true });
}

const spans: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
};

const pairSpan: PairRule = (opener, closer) => {
  const kind = spans[opener.char];
  return kind && opener.left === 1 && closer.left === 1 ? { kind, width: 1 } : null;
};

const plain = /[^*_~`<&:\nhH]+/y;
const code = /`([^`\n]{1,4000})`/y;
const entity = /&(?:amp|lt|gt);/y;

function tokenize(text: string, names: Names): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    plain.lastIndex = at;
    const run = plain.exec(text)?.[0];
    if (run !== undefined) tokens.push({ kind: 'leaf', content: { kind: 'text', text: run } });
    at += run?.length ?? readSpecial(text, at, { tokens, names });
  }
  return tokens;
}

interface Scan {
  readonly tokens: Token[];
  readonly names: Names;
}

/** Reads what starts at a special character; returns how long it is, at least 1. */
function readSpecial(text: string, at: number, { tokens, names }: Scan): number {
  const char = text.charAt(at);
  const pushText = (value: string, length: number): number => {
    tokens.push({ kind: 'leaf', content: { kind: 'text', text: value } });
    return length;
  };
  if (char === '\n') {
    tokens.push({ kind: 'leaf', content: { kind: 'break' } });
    return 1;
  }
  if (char in spans) return readRun(text, at, tokens);
  if (char === '`') {
    code.lastIndex = at;
    const found = code.exec(text);
    if (!found?.[1]) return pushText('`', 1);
    tokens.push({ kind: 'leaf', content: { kind: 'code', text: plainOf(found[1], names) } });
    return found[0].length;
  }
  if (char === '<') {
    const found = readSlackToken(text, at, names);
    if (!found) return pushText('<', 1);
    tokens.push(...found.tokens);
    return found.length;
  }
  if (char === '&') {
    entity.lastIndex = at;
    const found = entity.exec(text)?.[0] ?? '&';
    return pushText(decodeSlack(found), found.length);
  }
  if (char === ':') {
    const found = readShortcode(text, at);
    return found ? pushText(found.glyph, found.length) : pushText(':', 1);
  }
  const url = isWord(characterBefore(text, at)) ? null : readBareUrl(text, at);
  if (url === null) return pushText(char, 1);
  const decoded = decodeSlack(url);
  tokens.push({ kind: 'address', url: decoded, label: decoded });
  return url.length;
}

function readRun(text: string, at: number, tokens: Token[]): number {
  const char = text.charAt(at);
  let end = at;
  while (text.charAt(end) === char) end += 1;
  const before = characterBefore(text, at);
  const after = characterAt(text, end);
  const opens = end - at === 1 && !isWord(before) && !isSpace(after);
  const closes = end - at === 1 && !isWord(after) && !isSpace(before);
  tokens.push(createRun({ char, count: end - at, opens, closes }));
  return end - at;
}

/** Slack text inside code: entities and tokens decoded, nothing formatted. */
export function plainOf(text: string, names: Names): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    parts.push(decodeSlack(text.slice(at, end)));
    const found = next < 0 ? null : readSlackToken(text, end, names);
    if (found) parts.push(...found.tokens.map(plainToken));
    else if (next >= 0) parts.push('<');
    at = end + (found?.length ?? 1);
  }
  return parts.join('');
}

function plainToken(token: Token): string {
  if (token.kind === 'address') return token.label;
  if (token.kind !== 'leaf' || token.content.kind === 'break') return '';
  return token.content.kind === 'mention' ? `@${token.content.name}` : token.content.text;
}
