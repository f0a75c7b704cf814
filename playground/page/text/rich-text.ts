// Turns a `rich_text` block into the text tree.
import { formatDateTemplate } from './date.js';
import { toSafeLink } from './safe-url.js';
import { type Block, flattenText, type Inline, mergeText, type TextStyle } from './tree.js';

type Json = Record<string, unknown>;
const STYLES: [string, TextStyle][] = [
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['strike', 'strike'],
  ['underline', 'underline'],
];

/** Accepts the `elements` of a `rich_text` block; unknown elements are left out. Never throws. */
export function parseRichText(elements: unknown, nowMs: number = Date.now()): Block[] {
  return asList(elements).flatMap((element) => parsePart(element, nowMs));
}

function parsePart(part: Json, nowMs: number): Block[] {
  const children = () => parseSection(part.elements, nowMs);
  if (part.type === 'rich_text_section') return [{ kind: 'paragraph', children: children() }];
  if (part.type === 'rich_text_preformatted') return [{ kind: 'pre', text: flattenText(children()) }];
  if (part.type === 'rich_text_quote') {
    return [{ kind: 'quote', children: [{ kind: 'paragraph', children: children() }] }];
  }
  if (part.type !== 'rich_text_list') return [];
  const items = asList(part.elements).map((item) => parseSection(item.elements, nowMs));
  const start = typeof part.offset === 'number' ? part.offset + 1 : 1;
  const indent = typeof part.indent === 'number' ? Math.min(3, part.indent) : 0;
  return [{ kind: 'list', ordered: part.style === 'ordered', start, indent, items }];
}

function parseSection(elements: unknown, nowMs: number): Inline[] {
  const parts: Inline[] = [];
  for (const element of asList(elements)) {
    if (element.type === 'text') parts.push(...parseTextElement(element));
    else {
      const part = parseElement(element, nowMs);
      if (part) parts.push(styled(part, element.style));
    }
  }
  return dropLastBreak(mergeText(parts));
}

function parseTextElement(element: Json): Inline[] {
  const text = asText(element.text);
  const style = asRecord(element.style);
  if (style.code === true) return [styled({ kind: 'code', text }, element.style)];
  const lines = text.split('\n');
  return lines.flatMap((line, index): Inline[] => {
    const part = styled({ kind: 'text', text: line }, element.style);
    return index === 0 ? [part] : [{ kind: 'break' }, part];
  });
}

function parseElement(element: Json, nowMs: number): Inline | undefined {
  switch (element.type) {
    case 'link': {
      const shown = asText(element.text) || asText(element.url);
      const url = toSafeLink(asText(element.url));
      return url === undefined
        ? { kind: 'text', text: shown }
        : { kind: 'link', url, children: [{ kind: 'text', text: shown }] };
    }
    case 'emoji':
      return { kind: 'emoji', name: asText(element.name) };
    case 'user':
      return { kind: 'mention', of: 'user', id: asText(element.user_id), label: '' };
    case 'channel':
      return { kind: 'mention', of: 'channel', id: asText(element.channel_id), label: '' };
    case 'usergroup':
      return { kind: 'mention', of: 'group', id: asText(element.usergroup_id), label: 'group' };
    case 'broadcast':
      return {
        kind: 'mention',
        of: 'everyone',
        id: asText(element.range),
        label: `@${asText(element.range)}`,
      };
    case 'date':
      return {
        kind: 'time',
        text: formatDateTemplate(Number(element.timestamp), asText(element.format), nowMs),
      };
    case 'color':
      return { kind: 'code', text: asText(element.value) };
    default:
      return undefined;
  }
}

function styled(part: Inline, style: unknown): Inline {
  const wanted = asRecord(style);
  return STYLES.reduce<Inline>(
    (inner, [name, kind]) =>
      wanted[name] === true ? { kind: 'styled', style: kind, children: [inner] } : inner,
    part,
  );
}

function dropLastBreak(parts: Inline[]): Inline[] {
  return parts.at(-1)?.kind === 'break' ? parts.slice(0, -1) : parts;
}

function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
