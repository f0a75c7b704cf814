// Turns Slack's text into the rich_text block a typed message carries: lists, quotes, code, styles, tokens.
import { randomBytes } from 'node:crypto';
import type { Json } from './records.js';
import { unescapeText } from './typed-text.js';

/** The blocks of a typed line; none for an empty one. */
export const writeRichText = (text: string): Json[] =>
  text === ''
    ? []
    : [{ type: 'rich_text', block_id: randomBytes(3).toString('hex'), elements: writeParts(text) }];

const writeParts = (text: string): Json[] =>
  text
    .split(/(```[\s\S]*?```)/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const code = /^```\n?([\s\S]*?)\n?```$/.exec(part)?.[1];
      if (code === undefined) return writeLines(part.replace(/^\n|\n$/g, ''));
      return [
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: unescapeText(code) }], border: 0 },
      ];
    });

type Kind = 'section' | 'quote' | 'bullet' | 'ordered';

const MARKS: readonly [Kind, RegExp][] = [
  ['quote', /^&gt; ?/],
  ['bullet', /^[•*-] /],
  ['ordered', /^\d+\. /],
];

const writeLines = (text: string): Json[] => {
  const groups: { kind: Kind; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const [kind, mark] = MARKS.find(([, pattern]) => pattern.test(line)) ?? ['section' as const, /^/];
    const rest = line.replace(mark, '');
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(rest);
    else groups.push({ kind, lines: [rest] });
  }
  return groups.map(writeGroup);
};

const writeGroup = ({ kind, lines }: { kind: Kind; lines: string[] }): Json => {
  if (kind === 'section' || kind === 'quote')
    return { type: `rich_text_${kind}`, elements: writeInline(lines.join('\n')) };
  const elements = lines.map((line) => ({ type: 'rich_text_section', elements: writeInline(line) }));
  return { type: 'rich_text_list', style: kind, indent: 0, border: 0, elements };
};

type Style = Readonly<Partial<Record<'bold' | 'italic' | 'strike' | 'code', true>>>;

const TOKEN =
  /<(?<token>[^<>\n]+)>|:(?=[\w+'-]*[a-z+])(?<emoji>[\w+'-]+(?:::skin-tone-[2-6])?):|`(?<code>[^`\n]+)`|(?<![\w*])\*(?<bold>[^*\n]+)\*(?![\w*])|(?<!\w)_(?<italic>[^_\n]+)_(?!\w)|(?<![\w~])~(?<strike>[^~\n]+)~(?![\w~])/g;

const writeInline = (text: string, style: Style = {}): Json[] => {
  const elements: Json[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    elements.push(...plain(text.slice(at, match.index), style), ...writeMatch(match.groups ?? {}, style));
    at = match.index + match[0].length;
  }
  return [...elements, ...plain(text.slice(at), style)];
};

const writeMatch = (found: Record<string, string | undefined>, style: Style): Json[] => {
  if (found.token !== undefined) return [writeToken(found.token, style)];
  if (found.emoji !== undefined) return [{ type: 'emoji', name: found.emoji }];
  if (found.code !== undefined) return plain(found.code, { ...style, code: true });
  if (found.bold !== undefined) return writeInline(found.bold, { ...style, bold: true });
  if (found.italic !== undefined) return writeInline(found.italic, { ...style, italic: true });
  return writeInline(found.strike ?? '', { ...style, strike: true });
};

const withStyle = (style: Style): Json => (Object.keys(style).length > 0 ? { style } : {});

const plain = (text: string, style: Style): Json[] =>
  text === '' ? [] : [{ type: 'text', text: unescapeText(text), ...withStyle(style) }];

const writeToken = (token: string, style: Style): Json => {
  const [target = '', label] = token.split('|');
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1), ...withStyle(style) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1), ...withStyle(style) };
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  return {
    type: 'link',
    url: unescapeText(target),
    ...(label === undefined ? {} : { text: unescapeText(label) }),
    ...withStyle(style),
  };
};
