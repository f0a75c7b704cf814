// Reads what was typed on Teams: the words as a document, the line as typed, who it mentions, and whether it speaks to our bot.

import { type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Block, Inline, TextDocument } from '../../core/text/document.js';
import { breakLines, fromLeaves, type Leaf, noMarks, toLeaves } from '../../core/text/inline-leaves.js';
import { toParagraphs } from '../../core/text/paragraphs.js';
import type { HtmlMention } from './html-pen.js';
import { parseTeamsHtml } from './text-in.js';

/** Someone who is mentioned, as the connector knows them (`29:…`, our bot `28:…`); no id when it did not say. */
export interface Mentioned {
  readonly id: string | null;
  readonly name: string;
}

export interface Typed {
  /** Without the mention of our bot that it begins with. */
  readonly text: TextDocument;
  /** True when it begins with a mention of our bot. */
  readonly addressed: boolean;
  /** True when our bot is mentioned anywhere. */
  readonly mentionsUs: boolean;
  /** Everybody else, in reading order. */
  readonly mentions: readonly Mentioned[];
}

/** Longer HTML than any message has is not worth its reading: the plain text is taken. */
const htmlLimit = 100_000;

/** Reads the words of a message activity: its HTML where it came along, else its text. Never throws. */
export function readTyped(activity: Json): Typed {
  const entities = recordsAt(activity, 'entities')
    .filter((entity) => entity.type === 'mention')
    .map((entity) => recordAt(entity, 'mentioned'));
  const { text, mentions } = readWords(activity, entities);
  const people = mentions.map((mention) => identify(mention, entities));
  const bot = textAt(recordAt(activity, 'recipient'), 'id');
  const isUs = (one: Mentioned | undefined) => one !== undefined && one.id !== null && one.id === bot;
  let rest = text;
  let count = 0;
  for (; isUs(people[count]); count += 1) {
    const without = dropLeadingMention(rest);
    if (without === null) break;
    rest = without;
  }
  return {
    text: rest,
    addressed: count > 0,
    mentionsUs: people.some(isUs),
    mentions: people.slice(count),
  };
}

/** The line as a person would have typed it; `nameOf` says how its k-th mention is written. */
export function flattenTyped(text: TextDocument, nameOf: (index: number) => string | null): string {
  const count = { mentions: 0 };
  return flattenBlocks(text, nameOf, count).trim();
}

interface Words {
  readonly text: TextDocument;
  readonly mentions: readonly HtmlMention[];
}

function readWords(activity: Json, entities: readonly Json[]): Words {
  const text = textAt(activity, 'text') ?? '';
  const attached = recordsAt(activity, 'attachments').find((one) => one.contentType === 'text/html');
  const html = textAt(attached ?? null, 'content');
  if (html !== null && html.length <= htmlLimit) return parseTeamsHtml(html);
  if (activity.textFormat === 'xml' && text.length <= htmlLimit) return parseTeamsHtml(text);
  return readPlain(text, entities);
}

const mentionTag = /<at(?:\s[^<>]{0,200})?>([^<>]{0,300})<\/at>/g;

/** Plain text has its mentions as `<at>Name</at>`, and nothing else of it is markup. */
function readPlain(text: string, entities: readonly Json[]): Words {
  const names = new Set(entities.map((one) => textAt(one, 'name')));
  const leaves: Leaf[] = [];
  const mentions: HtmlMention[] = [];
  let at = 0;
  const write = (words: string) => {
    const plain = words.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ').replace(/\r\n?/g, '\n');
    for (const leaf of breakLines(plain, noMarks)) leaves.push(leaf);
  };
  for (const found of text.matchAll(mentionTag)) {
    const name = (found[1] ?? '').trim();
    if (!names.has(name)) continue;
    write(text.slice(at, found.index));
    at = found.index + found[0].length;
    leaves.push({ content: { kind: 'mention', name }, marks: noMarks });
    mentions.push({ name, index: null });
  }
  write(text.slice(at));
  return { text: toParagraphs(leaves), mentions };
}

/** Names may be shared: then the place among the mentions decides. */
function identify({ name, index }: HtmlMention, entities: readonly Json[]): Mentioned {
  const named = entities.filter((one) => textAt(one, 'name') === name);
  const ids = new Set(named.map((one) => textAt(one, 'id')));
  const chosen = ids.size === 1 ? named[0] : index === null ? named[0] : (entities[index] ?? named[0]);
  return { id: textAt(chosen ?? null, 'id'), name };
}

/** The document without the mention it begins with and what sets that apart; null when it begins otherwise. */
function dropLeadingMention(text: TextDocument): TextDocument | null {
  const [first, ...others] = text;
  if (first?.kind !== 'paragraph' && first?.kind !== 'heading') return null;
  const leaves = toLeaves(first.children);
  const start = leaves.findIndex(({ content }) => !isSpace(content));
  if (leaves[start]?.content.kind !== 'mention') return null;
  const rest = leaves.slice(start + 1);
  while (rest[0] && isSpace(rest[0].content)) rest.shift();
  const [head] = rest;
  if (head?.content.kind === 'text')
    rest[0] = {
      content: { kind: 'text', text: head.content.text.replace(/^[\s,:]+/, '') },
      marks: head.marks,
    };
  const children = fromLeaves(rest);
  while (children[0]?.kind === 'break') children.shift();
  return children.length > 0 ? [{ kind: first.kind, children }, ...others] : others;
}

function isSpace(content: Inline): boolean {
  return content.kind === 'break' || (content.kind === 'text' && /^[\s,:]*$/.test(content.text));
}

function flattenBlocks(
  blocks: readonly Block[],
  nameOf: (index: number) => string | null,
  count: { mentions: number },
): string {
  const lines = blocks.map((block) => {
    if (block.kind === 'code-block') return block.text;
    if (block.kind === 'quote') return flattenBlocks(block.children, nameOf, count);
    if (block.kind === 'list')
      return block.items.map((item) => flattenBlocks(item, nameOf, count)).join('\n');
    return flattenInlines(block.children, nameOf, count);
  });
  return lines.join('\n');
}

function flattenInlines(
  children: readonly Inline[],
  nameOf: (index: number) => string | null,
  count: { mentions: number },
): string {
  const words = children.map((child) => {
    switch (child.kind) {
      case 'text':
      case 'code':
        return child.text;
      case 'break':
        return '\n';
      case 'link':
        return child.url.replace(/^(?:mailto|tel):/i, '');
      case 'mention': {
        const name = nameOf(count.mentions) ?? child.name;
        count.mentions += 1;
        return `@${name}`;
      }
      default:
        return flattenInlines(child.children, nameOf, count);
    }
  });
  return words.join('');
}
