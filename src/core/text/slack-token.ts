// Reads what Slack writes between `<` and `>`: mentions, channels, specials, dates, links.

import type { Token } from './inline-tokens.js';
import type { Names } from './names.js';
import { safeUrl } from './safe-url.js';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The text with Slack's three entities decoded, once. */
export function decodeSlack(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

const token = /<([^<>\n]{1,4000})>/y;

/** The `<…>` that starts exactly at `at`; null when what follows is an ordinary `<`. */
export function readSlackToken(
  text: string,
  at: number,
  names: Names,
): { readonly tokens: Token[]; readonly length: number } | null {
  token.lastIndex = at;
  const found = token.exec(text);
  if (!found?.[1]) return null;
  const bar = found[1].indexOf('|');
  const target = decodeSlack(bar < 0 ? found[1] : found[1].slice(0, bar));
  const label = bar < 0 ? '' : decodeSlack(found[1].slice(bar + 1));
  return { tokens: interpret(target, label, names), length: found[0].length };
}

function text(value: string): Token[] {
  return [{ kind: 'leaf', content: { kind: 'text', text: value } }];
}

function mention(name: string): Token[] {
  return [{ kind: 'leaf', content: { kind: 'mention', name: name.replace(/^@/, '') } }];
}

function interpret(target: string, label: string, names: Names): Token[] {
  if (/^@[A-Z0-9]+$/.test(target)) return mention(names('user', target.slice(1)) ?? (label || 'someone'));
  if (/^#[A-Z0-9]+$/.test(target))
    return text(`#${names('channel', target.slice(1)) ?? (label || 'channel')}`);
  if (target.startsWith('!')) return interpretSpecial(target.slice(1), label, names);
  const url = safeUrl(target);
  if (url === null) return text(label === '' || label === target ? target : `${label} (${target})`);
  const shown = label || target.replace(/^(?:mailto|tel):/i, '');
  return [{ kind: 'address', url, label: shown }];
}

function interpretSpecial(special: string, label: string, names: Names): Token[] {
  const [word = '', id = ''] = special.split('^');
  if (word === 'subteam') return mention(names('group', id) ?? (label || 'a group'));
  if (word === 'date') return text(label || showMoment(id));
  if (word === 'here' || word === 'channel' || word === 'everyone') return text(`@${word}`);
  return text(label || word);
}

/** A Unix time in seconds as a date in UTC; '' when it is none. */
export function showMoment(seconds: string): string {
  const moment = new Date(Number(seconds) * 1000);
  return Number.isNaN(moment.getTime()) ? '' : `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
