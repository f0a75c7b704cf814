// Reads JSON about which nobody promised anything: every reader answers for every value, and none throws.

import { messageLimit } from '../../core/message.js';

/** An object of which only own fields are ever read. */
export type Raw = Readonly<Record<string, unknown>>;

const nothing: Raw = Object.freeze(Object.create(null));

/** The value as an object; an empty one for everything else. */
export function readObject(value: unknown): Raw {
  return isObject(value) ? value : nothing;
}

/** True for a JSON object, not for a list. */
export function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; an empty one for everything else. */
export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An own field by a name that came from outside: `constructor` and `__proto__` are nothing special. */
export function readField(raw: Raw, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}

const unsafe = /[\p{Cc}\p{Surrogate}]/u;

/** An id exactly as it came; null for anything but a storable string of 1 to 2,000 characters. Numbers may be rounded: no ids. */
export function readId(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 2000 && !unsafe.test(value)
    ? value
    : null;
}

/** The number, also of a numeric string; null for anything else. */
export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** An http(s) address of at most 4,000 characters as it came; null for anything else. */
export function readUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 4000 || !/^https?:\/\/[^\s]+$/i.test(value)) return null;
  return unsafe.test(value) || !URL.canParse(value) ? null : value;
}

/**
 * What someone wrote: line feeds only, no controls but tab and line feed, no half surrogates, no blank ends; at most
 * `messageLimit` characters, the last line saying how much was cut. Empty for anything but a string.
 */
export function readText(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = clean(value).trim();
  if (text.length <= messageLimit) return text;
  const ending = (cut: number): string => `\n[${cut.toLocaleString('en')} more characters were not kept]`;
  const kept = cutAt(text, messageLimit - ending(text.length).length);
  return `${kept}${ending(text.length - kept.length)}`;
}

/** One line someone gave as a name, a title, a word: no controls, no direction overrides, nothing invisible; null when empty. */
export function readLine(value: unknown, most = 80): string | null {
  if (typeof value !== 'string') return null;
  const line = stripHidden(clean(value.slice(0, 10_000)).replace(/[\s\u2028\u2029]+/g, ' ')).trim();
  if (line === '') return null;
  return line.length <= most ? line : `${cutAt(line, most - 1).trimEnd()}…`;
}

/** A platform's own word, fit for a log and a metric; `unknown` for anything else. */
export function readWord(value: unknown): string {
  return typeof value === 'string' && /^[a-z][a-z0-9_.]{0,59}$/i.test(value) ? value : 'unknown';
}

/** A file's name without folders, controls and direction characters, at most 120 characters; null when nothing is left. */
export function readFileName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const last = stripHidden(clean(value.slice(-2000)))
    .replace(/[\n\t\u2028\u2029]/g, '')
    .split(/[\\/]/)
    .at(-1);
  const name = (last ?? '')
    .replace(/["<>|:*?]/g, '')
    .replace(/^[.\s]+/, '')
    .trim();
  if (name === '') return null;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  return name.length <= 120 ? name : `${cutAt(name, 120 - ending.length)}${ending}`;
}

/** The fields that are known: those without a value are left out. */
export function keepKnown<T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}

/** Any JSON in a form every store takes: no NUL, no half surrogates, nothing bottomless, nothing endless. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cutAt(clean(value), messageLimit);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (depth >= 16) return '…';
  if (Array.isArray(value)) return value.slice(0, 1000).map((entry) => storable(entry, depth + 1));
  const entries = Object.entries(value).slice(0, 1000);
  return Object.fromEntries(
    entries.map(([key, entry]) => [cutAt(clean(key), 200), storable(entry, depth + 1)]),
  );
}

function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
}

/** Without direction marks and overrides and without zero-width characters, but for the joiners of emoji and scripts. */
function stripHidden(text: string): string {
  return text.replace(/[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g, '');
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The beginning of a text, at most so long, never half a character a reader sees unless that one is endless itself. */
function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  const window = Math.max(0, most - 200);
  const before = /[\ud800-\udbff]/.test(text.charAt(window - 1)) ? window - 1 : window;
  let end = before;
  for (const { index } of graphemes.segment(text.slice(before, most + 100))) {
    if (before + index > most) break;
    end = before + index;
  }
  const cut = end > before ? end : most;
  return text
    .slice(0, cut)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}
