// Renders cards and posts as Block Kit, within every limit of a message or a home.

import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import { cut } from '../../core/text/cut.js';
import type { TextDocument } from '../../core/text/document.js';
import { escapeSlack, printMrkdwn } from '../../core/text/print-mrkdwn.js';
import { printPlain } from '../../core/text/print-plain.js';
import type { Card, Part } from '../cards/card.js';
import type { Post } from '../desk.js';
import { plain, renderControls } from './render-controls.js';
import { cutEscaped, measureWords, renderFallback, renderWords } from './render-words.js';
import { tellWays } from './ways.js';

export interface Rendered {
  /** What notifications and clients without blocks show; escaped. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

interface Budget {
  readonly blocks: number;
  /** Slack refuses a message of somewhat more than 13,000 characters as msg_blocks_too_long. */
  readonly characters: number;
}

const messageBudget: Budget = { blocks: 50, characters: 12_000 };
const homeBudget: Budget = { blocks: 100, characters: 60_000 };

/** A card as a message's blocks; what does not fit is left out with a line that says so. */
export function renderCard(card: Card, surface: 'message' | 'home' = 'message'): Rendered {
  const blocks = card.parts.flatMap((part, index) => renderPart(part, index * 100));
  return {
    text: cutEscaped(card.fallback) || ' ',
    blocks: keepWithin(blocks, surface === 'home' ? homeBudget : messageBudget),
  };
}

/** A post as a message's blocks. */
export function renderPost(post: Post): Rendered {
  if (post.kind === 'card') return renderCard(post.card);
  // Words that are only a file's placeholder name it already.
  const said = renderFallback(post.text);
  const unnamed = post.files.filter(({ name }) => !said.endsWith(name));
  return renderWordsWith(post.text, unnamed.map((file) => `📎 ${file.name}`).join('\n'));
}

/** Words with a small line below them, such as the names of their files. */
export function renderWordsWith(words: TextDocument, below: string): Rendered {
  const blocks: KnownBlock[] = [...renderWords(words)];
  if (below !== '') blocks.push({ type: 'context', elements: [plain(below, 2000)] });
  const text = renderFallback(words) || cutEscaped(below) || ' ';
  if (blocks.length === 0) blocks.push({ type: 'context', elements: [plain('(empty)', 20)] });
  return { text, blocks: keepWithin(blocks, messageBudget) };
}

function keepWithin(blocks: readonly KnownBlock[], budget: Budget): KnownBlock[] {
  let characters = 0;
  const over = blocks.findIndex((block, index) => {
    characters += sizeOf(block);
    return index >= budget.blocks || characters > budget.characters;
  });
  if (over < 0) return [...blocks];
  const kept = blocks.slice(0, Math.min(over, budget.blocks - 1));
  return [...kept, { type: 'context', elements: [plain('… the rest did not fit here.', 75)] }];
}

function sizeOf(block: KnownBlock): number {
  if (block.type === 'rich_text') return measureWords(block as Parameters<typeof measureWords>[0]);
  return block.type === 'actions' || block.type === 'divider' ? 0 : JSON.stringify(block).length - 40;
}

function renderPart(part: Part, first: number): KnownBlock[] {
  switch (part.kind) {
    case 'heading':
      return [{ type: 'header', text: plain(part.text, 150) }];
    case 'text':
      return renderWords(part.text);
    case 'context':
      return [renderContext(part.text)];
    case 'fields':
      return renderFields(part.fields);
    case 'controls':
      return renderControls(part.controls, first);
    case 'since':
      return [{ type: 'context', elements: [renderMoment(part)] }];
    case 'ways':
      return [renderContext(tellWays(part.from, part.more))];
    case 'mentions':
      return [renderMentions(part.people)];
    case 'divider':
      return [{ type: 'divider' }];
  }
}

/** Ids of Slack and nothing else become a mention. */
function renderMentions(people: Extract<Part, { kind: 'mentions' }>['people']): SectionBlock {
  const called = people.map(({ user, name }) =>
    /^[UW][A-Z0-9]{2,20}$/.test(user) ? `<@${user}>` : escapeSlack(cut(name, 60)),
  );
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(called.join(' '), 2900) || ' ', verbatim: true },
  };
}

function renderContext(text: TextDocument): ContextBlock {
  return { type: 'context', elements: [renderInlineText(text, 2000)] };
}

/** A text without any formatting goes as plain text, which is literal by nature. */
function renderInlineText(text: TextDocument, limit: number): PlainTextElement | MrkdwnElement {
  const [only] = text;
  if (text.length === 1 && only?.kind === 'paragraph') {
    const { children } = only;
    const isPlain = children.every((inline) => inline.kind === 'text' || inline.kind === 'break');
    if (isPlain)
      return plain(children.map((inline) => (inline.kind === 'text' ? inline.text : '\n')).join(''), limit);
  }
  const printed = printMrkdwn(text);
  return printed.length > limit
    ? plain(printPlain(text), limit)
    : { type: 'mrkdwn', text: printed || ' ', verbatim: true };
}

function renderFields(fields: Extract<Part, { kind: 'fields' }>['fields']): SectionBlock[] {
  const blocks: SectionBlock[] = [];
  for (let at = 0; at < fields.length; at += 10) {
    blocks.push({ type: 'section', fields: fields.slice(at, at + 10).map(renderField) });
  }
  return blocks;
}

function renderField({
  label,
  value,
}: {
  readonly label: string;
  readonly value: TextDocument;
}): PlainTextElement | MrkdwnElement {
  const head = `*${escapeSlack(cut(label, 100).replaceAll('*', '∗'))}*`;
  const printed = `${head}\n${printMrkdwn(value)}`;
  return printed.length > 2000
    ? plain(`${label}\n${printPlain(value)}`, 2000)
    : { type: 'mrkdwn', text: printed, verbatim: true };
}

function renderMoment({ label, at, after }: Extract<Part, { kind: 'since' }>): MrkdwnElement {
  const seconds = Math.floor(at.getTime() / 1000);
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    type: 'mrkdwn',
    text: `${cutEscaped(label, 500)} <!date^${seconds}^{date_short_pretty} {time}|${fallback}>${after ? ` ${cutEscaped(after, 500)}` : ''}`,
    verbatim: true,
  };
}
