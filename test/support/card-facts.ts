// Facts for card tests, and readers of what a card shows and offers.

import type { Button, Card, Form } from '../../src/bridge/cards/card.js';
import type { ConversationFacts } from '../../src/bridge/cards/facts.js';
import type { Agent } from '../../src/core/agent.js';
import type { Contact } from '../../src/core/contact.js';
import type { Conversation } from '../../src/core/conversation.js';
import type { Inline, TextDocument } from '../../src/core/text/document.js';

const id = (tail: string) => `00000000-0000-7000-8000-${tail.padStart(12, '0')}`;

export function conversationWith(change: Partial<Conversation> = {}): Conversation {
  return {
    organizationId: id('1'),
    id: id('42'),
    reference: 1042,
    chatbotId: id('2'),
    channelId: id('3'),
    contactId: id('4'),
    status: 'pending',
    epoch: 3,
    ownerId: null,
    category: null,
    sequence: 7,
    threadRef: '1790000000.000100',
    mirrored: true,
    failedAnswers: 0,
    createdAt: new Date('2026-11-22T09:00:00Z'),
    requestedAt: new Date('2026-11-22T09:05:00Z'),
    requestReason: null,
    waiting: 'live',
    notBefore: null,
    firstReplyAt: null,
    lastCustomerAt: new Date('2026-11-22T09:04:00Z'),
    openUntil: null,
    replyUntil: null,
    closedAt: null,
    ...change,
  } as Conversation;
}

export function contactWith(change: Partial<Contact> = {}): Contact {
  return {
    organizationId: id('1'),
    id: id('4'),
    name: 'Maria Lopez',
    email: 'maria@example.com',
    phone: null,
    pictureUrl: null,
    locale: 'en',
    verified: false,
    attributes: {},
    ...change,
  } as Contact;
}

export function factsWith(
  change: Partial<Omit<ConversationFacts, 'conversation'>> & {
    readonly conversation?: Partial<Conversation>;
  } = {},
): ConversationFacts {
  const { conversation, ...rest } = change;
  return {
    conversation: conversationWith(conversation),
    chatbot: { name: 'Acme Support', categories: ['Billing', 'Shipping'] },
    contact: contactWith(),
    channelKind: 'web',
    owner: null,
    messageCount: 5,
    earlier: 0,
    lastCustomerText: 'Where is my parcel?',
    waitingPosition: 1,
    ...rest,
  };
}

export const kim = { id: id('77'), name: 'Kim' } as Pick<Agent, 'id' | 'name'>;

function inlineText(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
    case 'code':
      return piece.text;
    case 'break':
      return '\n';
    case 'mention':
      return `@${piece.name}`;
    default:
      return piece.children.map(inlineText).join('');
  }
}

/** The words of a document, without its formatting. */
export function wordsOf(text: TextDocument): string {
  return text
    .map((block) => {
      if (block.kind === 'code-block') return block.text;
      if (block.kind === 'quote') return wordsOf(block.children);
      if (block.kind === 'list') return block.items.map(wordsOf).join('\n');
      return block.children.map(inlineText).join('');
    })
    .join('\n');
}

/** Every text a card shows, one part a line. */
export function readCard(card: Card): string {
  return card.parts
    .map((part) => {
      if (part.kind === 'heading') return part.text;
      if (part.kind === 'text' || part.kind === 'context') return wordsOf(part.text);
      if (part.kind === 'fields')
        return part.fields.map((field) => `${field.label}: ${wordsOf(field.value)}`).join('\n');
      return part.kind === 'since' ? [part.label, part.after].filter(Boolean).join(' … ') : '';
    })
    .join('\n');
}

/** The card's buttons in their order. */
export function buttonsOf(card: Card): Button[] {
  return card.parts.flatMap((part) =>
    part.kind === 'controls' ? part.controls.filter((control) => control.kind === 'button') : [],
  );
}

export function labelsOf(card: Card): string[] {
  return buttonsOf(card).map((button) => button.label);
}

/** Every inline piece of a card or form that is not plain text: what could be live on a desk. */
export function livePieces(shown: Card | Form): Inline[] {
  const found: Inline[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && (value.kind === 'link' || value.kind === 'mention') && !('label' in value))
        found.push(value as Inline);
      for (const one of Object.values(value)) visit(one);
    }
  };
  visit(shown);
  return found;
}
