// The history: earlier lines of a conversation shown to one agent, a page at a time.

import { type Conversation, showReference } from '../../core/conversation.js';
import type { Receipt } from '../../core/delivery.js';
import type { Event } from '../../core/event.js';
import { type AuthorKind, type Message, type Note, visibleText } from '../../core/message.js';
import { literal } from '../../core/text/document.js';
import type { Card, Part } from './card.js';
import { askAbout } from './controls.js';
import { lineSentence } from './line.js';
import { contextPart, textPart } from './prose.js';
import { authorLabel, choicesText, quoteText } from './words.js';

/** One thing that happened, as the memory reads it: oldest first. */
export type HistoryFact =
  | { readonly type: 'message'; readonly message: Message; readonly receipt: Receipt | null }
  | { readonly type: 'note'; readonly note: Note }
  | { readonly type: 'event'; readonly event: Event };

export interface HistoryFacts {
  readonly conversation: Conversation;
  readonly items: readonly HistoryFact[];
  /** How many lines are older than the first one shown. */
  readonly earlier: number;
}

/** How many lines one page shows: two blocks each stay well under every desk's limit. */
export const historyPage = 12;

/** The longest stretch of one message shown; the thread and the channel have the whole of it. */
const textShown = 1500;

const sides: Record<AuthorKind, string> = {
  contact: 'customer',
  agent: 'agent',
  assistant: 'assistant',
  system: 'system',
  colleague: 'colleague',
};

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= textShown ? text : `${characters.slice(0, textShown).join('')}…`;
}

function sequenceOf(fact: HistoryFact): number {
  switch (fact.type) {
    case 'message':
      return fact.message.sequence;
    case 'note':
      return fact.note.sequence;
    case 'event':
      return fact.event.sequence;
  }
}

function messageParts(message: Message, receipt: Receipt | null): Part[] {
  const failed = receipt === 'failed' ? ' · ⚠️ not delivered' : '';
  const edited = message.editedAt && !message.deletedAt ? ' · edited' : '';
  return [
    {
      kind: 'since',
      label: `${authorLabel(message)} (${sides[message.author]})${edited}${failed}`,
      at: message.createdAt,
    },
    {
      kind: 'text',
      text: [...quoteText(message), ...literal(cut(visibleText(message))), ...choicesText(message)],
    },
  ];
}

function factParts(fact: HistoryFact): Part[] {
  if (fact.type === 'message') return messageParts(fact.message, fact.receipt);
  if (fact.type === 'note') {
    return [
      { kind: 'since', label: `🔒 Internal note by ${fact.note.authorName}`, at: fact.note.createdAt },
      {
        kind: 'text',
        text: literal(cut(fact.note.text || fact.note.attachments.map((file) => file.name).join(', '))),
      },
    ];
  }
  const { event } = fact;
  const sentence = lineSentence({
    event: event.kind,
    actor: event.actor,
    data: event.data,
    conversationId: event.conversationId,
  });
  return sentence === null ? [] : [contextPart(sentence)];
}

/** One page of the history with a button to the page before it. */
export function historyCard(facts: HistoryFacts): Card {
  const { conversation, items, earlier } = facts;
  const title = `History of ${showReference(conversation)}`;
  const first = items[0];
  const parts: Part[] = [{ kind: 'heading', text: title }];
  if (earlier > 0 && first) {
    parts.push({
      kind: 'controls',
      controls: [
        {
          kind: 'button',
          label: `Show earlier (${earlier})`,
          ask: askAbout(conversation, 'history', `before ${sequenceOf(first)}`),
        },
      ],
    });
  }
  parts.push(...items.flatMap(factParts));
  if (items.length === 0) parts.push(textPart('Nothing was written yet.'));
  return { fallback: title, parts };
}
