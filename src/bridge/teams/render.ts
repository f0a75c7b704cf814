// Renders cards and posts for Teams: Adaptive Cards within its size, and words as literal text under their speaker's name.

import { isPlaceholder } from '../../core/message.js';
import type { Json } from '../../core/payload.js';
import { printPlain } from '../../core/text/print-plain.js';
import { escapeTeams, printTeams } from '../../core/text/print-teams.js';
import type { Card } from '../cards/card.js';
import type { PersonalFile, Post } from '../desk.js';
import { speakerName } from '../desk-kit/speaker-name.js';
import { adaptiveCard, asAttachment, textLine, titleOf } from './elements.js';
import { fitBody } from './fit-body.js';
import type { Surface } from './render-controls.js';
import { renderFileRows, renderPersonalFiles } from './render-files.js';
import { renderParts } from './render-parts.js';
import { cutWords, renderWords } from './render-words.js';
import type { Speaking } from './ways.js';

export type { Speaking } from './ways.js';

type Words = Extract<Post, { kind: 'words' }>;

/** The most characters of one text message as it is sent. */
const textLimit = 20_000;
const summaryLimit = 200;
const lineLimit = 1_000;

/** A card as an Adaptive Card of at most 25 KB; what does not fit is cut with a line that says so. */
export function renderCard(card: Card, speaking: Speaking, surface: Surface = 'message'): Json {
  return adaptiveCard(fitBody((limit) => renderParts(card.parts, { speaking, surface, wordLimit: limit })));
}

/** A card of someone's personal chat with their files below it, as a message activity without addresses. */
export function renderFileCard(card: Card, files: readonly PersonalFile[]): Json {
  const body = fitBody((limit) => [
    ...renderParts(card.parts, { speaking: 'plain', surface: 'message', wordLimit: limit }),
    ...renderPersonalFiles(files).map((element) => ({ element, keep: true })),
  ]);
  return {
    type: 'message',
    summary: summarize(card.fallback),
    attachments: [asAttachment(adaptiveCard(body))],
  };
}

/** A card in a dialog, under its own heading. Its buttons answer the dialog. */
export function renderCardDialog(card: Card, speaking: Speaking): Json {
  const [first, ...rest] = card.parts;
  const isHeaded = first?.kind === 'heading' && rest.length > 0;
  const parts = isHeaded ? rest : card.parts;
  const body = fitBody((limit) => renderParts(parts, { speaking, surface: 'dialog', wordLimit: limit }));
  return {
    title: titleOf(isHeaded ? first.text : 'Baton', 80),
    height: parts.length > 6 ? 'large' : parts.length > 2 ? 'medium' : 'small',
    width: 'medium',
    card: asAttachment(adaptiveCard(body)),
  };
}

/** A post as a message activity without addresses. */
export function renderPost(post: Post, speaking: Speaking, surface: Surface = 'message'): Json {
  if (post.kind === 'words') return renderSpoken(post);
  const line = lineOf(post.card);
  if (line) return { type: 'message', summary: summarize(post.card.fallback), textFormat: 'xml', text: line };
  return {
    type: 'message',
    summary: summarize(post.card.fallback),
    attachments: [asAttachment(renderCard(post.card, speaking, surface))],
  };
}

/** What is nothing but a short text needs no frame around it: a thread full of cards is hard to read. */
function lineOf({ parts }: Card): string | null {
  const texts = parts.flatMap((part) => (part.kind === 'text' || part.kind === 'context' ? [part.text] : []));
  if (texts.length === 0 || texts.length < parts.length) return null;
  const printed = texts.map(printTeams).join('<br/>');
  return printed.length <= lineLimit ? printed : null;
}

function renderSpoken(post: Words): Json {
  const name = speakerName(post.as);
  const spoken = printPlain(post.text).trim() || post.files.map((file) => file.name).join(', ');
  const summary = summarize(`${name}: ${spoken}`);
  if (post.files.length > 0) {
    // Each file is named where it can be opened: words that only name them would do it twice.
    const names = post.files.map((file) => file.name);
    const words = isPlaceholder(printPlain(post.text).trim(), names) ? [] : post.text;
    const body = fitBody((limit) => [
      { element: textLine(name, { weight: 'Bolder' }), keep: true },
      ...renderWords(cutWords(words, limit), {}, 'Small').map((element) => ({ element })),
      ...renderFileRows(post.files).map((element) => ({ element, keep: true })),
    ]);
    return { type: 'message', summary, attachments: [asAttachment(adaptiveCard(body))] };
  }
  const head = `<b>${escapeTeams(name)}</b><br/>`;
  return { type: 'message', summary, textFormat: 'xml', text: head + printWithin(post.text, textLimit) };
}

/** The words as text of Teams; what is longer than a message may be is cut and said to be. */
function printWithin(words: Words['text'], limit: number): string {
  const printed = printTeams(words);
  if (printed.length <= limit) return printed || '<i>(empty)</i>';
  let room = limit;
  let part = printed;
  while (part.length > limit) {
    room = Math.floor(room * 0.7);
    part = printTeams(cutWords(words, room));
  }
  return `${part}<br/><i>The rest does not fit into a message of Teams.</i>`;
}

function summarize(text: string): string {
  return titleOf(text, summaryLimit);
}
