// Reads the inline markup of CommonMark: emphasis, strike, code, links, bare addresses, escapes, entities.

import { characterAt, characterBefore, isPunctuation, isSpace, isWord } from './characters.js';
import type { Inline } from './document.js';
import { fromLeaves } from './inline-leaves.js';
import { createRun, type PairRule, resolveTokens, type Token } from './inline-tokens.js';
import { readBareUrl, safeUrl, urlLimit } from './safe-url.js';

/** The inline tree of one paragraph; lines are separated by `\n` and every `\n` is a break. Never throws. */
export function parseCommonmarkInline(text: string): Inline[] {
  return fromLeaves(resolveTokens(tokenize(text), { pair: pairEmphasis, oneLine: false }));
}

const pairEmphasis: PairRule = (opener, closer) => {
  if (opener.char === '~') return opener.left >= 2 && closer.left >= 2 ? { kind: 'strike', width: 2 } : null;
  const both = opener.closes || closer.opens;
  const odd = (opener.count + closer.count) % 3 === 0 && (opener.count % 3 !== 0 || closer.count % 3 !== 0);
  if (both && odd) return null;
  return opener.left >= 2 && closer.left >= 2 ? { kind: 'bold', width: 2 } : { kind: 'italic', width: 1 };
};

interface Scan {
  readonly text: string;
  readonly tokens: Token[];
  /** Places in `tokens` of brackets that may still become links. */
  brackets: number[];
  readonly ticks: ReadonlyMap<number, { readonly starts: readonly number[]; next: number }>;
}

const plain = /[^\\`*_~[\]!<&\nhH]+/y;
const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/y;
const angle = /<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2048})>/iy;
const lineTag = /<br ?\/?>/iy;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function tokenize(text: string): Token[] {
  const scan: Scan = { text, tokens: [], brackets: [], ticks: indexTicks(text) };
  let at = 0;
  while (at < text.length) {
    const run = matchAt(plain, text, at);
    if (run) {
      pushText(scan, run[0]);
      at += run[0].length;
    } else {
      at = readSpecial(scan, at);
    }
  }
  return scan.tokens;
}

function pushText(scan: Scan, text: string): void {
  scan.tokens.push({ kind: 'leaf', content: { kind: 'text', text } });
}

/** Reads what starts at a special character; returns where to go on, always further than `at`. */
function readSpecial(scan: Scan, at: number): number {
  const char = scan.text.charAt(at);
  if (char === '\n') {
    scan.tokens.push({ kind: 'leaf', content: { kind: 'break' } });
    return at + 1;
  }
  if (char === '\\') return readEscape(scan, at);
  if (char === '`') return readCode(scan, at);
  if (char === '*' || char === '_' || char === '~') return readRun(scan, at, char);
  if (char === '[' || (char === '!' && scan.text.charAt(at + 1) === '[')) {
    const opening = char === '!' ? '![' : '[';
    scan.brackets.push(scan.tokens.length);
    pushText(scan, opening);
    return at + opening.length;
  }
  if (char === ']') return readLinkEnd(scan, at);
  if (char === '<') return readAngle(scan, at);
  if (char === '&') return readEntity(scan, at);
  if (char === 'h' || char === 'H') return readAddress(scan, at);
  pushText(scan, char);
  return at + 1;
}

function readEscape(scan: Scan, at: number): number {
  const next = scan.text.charAt(at + 1);
  const escapes = next !== '' && next < '\u007f' && isPunctuation(next);
  pushText(scan, escapes ? next : '\\');
  return escapes ? at + 2 : at + 1;
}

function indexTicks(text: string): Scan['ticks'] {
  const ticks = new Map<number, { starts: number[]; next: number }>();
  for (const run of text.matchAll(/`+/g)) {
    const known = ticks.get(run[0].length);
    if (known) known.starts.push(run.index);
    else ticks.set(run[0].length, { starts: [run.index], next: 0 });
  }
  return ticks;
}

function readCode(scan: Scan, at: number): number {
  let end = at;
  while (scan.text.charAt(end) === '`') end += 1;
  const known = scan.ticks.get(end - at);
  while (known && (known.starts[known.next] ?? Number.POSITIVE_INFINITY) < end) known.next += 1;
  const close = known?.starts[known.next];
  if (close === undefined) {
    pushText(scan, scan.text.slice(at, end));
    return end;
  }
  const inner = scan.text.slice(end, close).replaceAll('\n', ' ');
  const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
  scan.tokens.push({ kind: 'leaf', content: { kind: 'code', text: padded ? inner.slice(1, -1) : inner } });
  return close + (end - at);
}

function readRun(scan: Scan, at: number, char: string): number {
  let end = at;
  while (scan.text.charAt(end) === char) end += 1;
  const before = characterBefore(scan.text, at);
  const after = characterAt(scan.text, end);
  const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const inWord = char === '_' && left && right;
  const opens = left && (!inWord || isPunctuation(before));
  const closes = right && (!inWord || isPunctuation(after));
  scan.tokens.push(createRun({ char, count: end - at, opens, closes }));
  return end;
}

/** The destination in `(address "title")` that starts at `at`; null when it is not one. */
function readDestination(text: string, at: number): { readonly url: string; readonly end: number } | null {
  const limit = Math.min(text.length, at + urlLimit + 200);
  let depth = 0;
  for (let place = at + 1; place < limit; place += 1) {
    const char = text.charAt(place);
    if (char === '\\') place += 1;
    else if (char === '\n') return null;
    else if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if (char === ')') {
      const inside = text.slice(at + 1, place).trim();
      const bare = inside.startsWith('<')
        ? inside.slice(1, inside.indexOf('>'))
        : (inside.split(' ', 1)[0] ?? '');
      const url = safeUrl(bare.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
      return url === null ? null : { url, end: place + 1 };
    }
  }
  return null;
}

function readLinkEnd(scan: Scan, at: number): number {
  const opening = scan.brackets.pop();
  const target =
    opening !== undefined && scan.text.charAt(at + 1) === '(' ? readDestination(scan.text, at + 1) : null;
  if (opening === undefined || !target) {
    pushText(scan, ']');
    return at + 1;
  }
  if (opening === scan.tokens.length - 1) pushText(scan, target.url);
  scan.tokens[opening] = { kind: 'link-start', url: target.url };
  scan.tokens.push({ kind: 'link-end' });
  scan.brackets = [];
  return target.end;
}

function readAngle(scan: Scan, at: number): number {
  const tag = matchAt(lineTag, scan.text, at);
  if (tag) {
    scan.tokens.push({ kind: 'leaf', content: { kind: 'break' } });
    return at + tag[0].length;
  }
  const found = matchAt(angle, scan.text, at);
  const url = found?.[1] === undefined ? null : safeUrl(found[1]);
  if (!found || url === null) {
    pushText(scan, '<');
    return at + 1;
  }
  scan.tokens.push({
    kind: 'address',
    url,
    label: /^https?:/i.test(url) ? url : url.slice(url.indexOf(':') + 1),
  });
  return at + found[0].length;
}

function readEntity(scan: Scan, at: number): number {
  const found = matchAt(entity, scan.text, at);
  if (!found) {
    pushText(scan, '&');
    return at + 1;
  }
  const [whole, decimal, hex, name] = found;
  const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '0', 16);
  const valid = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  pushText(
    scan,
    name !== undefined ? (named[name] ?? whole) : valid ? String.fromCodePoint(point) : '\ufffd',
  );
  return at + whole.length;
}

function readAddress(scan: Scan, at: number): number {
  const url = isWord(characterBefore(scan.text, at)) ? null : readBareUrl(scan.text, at);
  if (url === null) {
    pushText(scan, scan.text.charAt(at));
    return at + 1;
  }
  scan.tokens.push({ kind: 'address', url, label: url });
  return at + url.length;
}
