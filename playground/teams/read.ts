// Reads posts as a person would: the words of a text or a card, the titles of its buttons, whether someone is called.
import { isRecord } from '../wire/http.js';
import { cardOf, listActions } from './card-actions.js';
import type { Json, Post } from './records.js';

/** All a post says, as plain text: its own words, then each card's. With a person, their own view of a card. */
export const readText = (post: Post, user?: string): string =>
  [wordsOf(post), ...cardsOf(post, user).map(readCard)].filter((text) => text !== '').join('\n');

/** The cards of a post; with a person, as that person sees them. */
export const cardsOf = (post: Post, user?: string): Json[] =>
  post.cards.flatMap((shared, index) => {
    const card = user === undefined ? shared : cardOf(post, user, index);
    return card === null ? [] : [card];
  });

/** The titles of all buttons of a post, those behind Action.ShowCard too. */
export const readTitles = (post: Post, user?: string): string[] =>
  cardsOf(post, user).flatMap((card) => listActions(card).map(({ action }) => String(action.title ?? '')));

/** Does it call this person (by the connector's id or theirs), or, without one, anybody? */
export const callsSomebody = (post: Post, id?: string): boolean =>
  id === undefined ? post.mentions.length > 0 : post.mentions.includes(id);

/** Everything a card says, in reading order, without its buttons. */
export const readCard = (card: Json): string => read(card).join('\n');

const wordsOf = ({ text, format }: Post): string =>
  format === 'xml' || format === 'html' ? readMarkup(text) : text;

const signs: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  apos: "'",
};

/** The words of Teams' small HTML. */
export const readMarkup = (text: string): string =>
  text
    .replace(/<br\s*\/?>|<\/(?:p|div|li|blockquote|pre)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
      if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
      if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
      return signs[name] ?? whole;
    })
    .replace(/\n+$/, '');

const parts = ['body', 'items', 'columns', 'rows', 'cells'] as const;

const read = (part: Json): string[] => {
  if (part.isVisible === false) return [];
  if (part.type === 'RichTextBlock') return [readInlines(part.inlines)];
  const own = [part.text, part.label, part.altText].filter((word) => typeof word === 'string' && word !== '');
  const facts = Array.isArray(part.facts) ? part.facts.filter(isRecord) : [];
  return [
    ...own.map(String),
    ...facts.map(({ title, value }) => `${String(title)} ${String(value)}`),
    ...parts.flatMap((member) => {
      const list = part[member];
      return Array.isArray(list) ? list.filter(isRecord).flatMap(read) : [];
    }),
  ];
};

const readInlines = (inlines: unknown): string =>
  Array.isArray(inlines)
    ? inlines.map((inline) => (isRecord(inline) ? String(inline.text ?? '') : String(inline))).join('')
    : '';
