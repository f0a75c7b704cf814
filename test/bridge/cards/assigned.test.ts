// Who is given a conversation reads who gave it, of whom it is, what was said, and can go on from there.

import { expect, it } from 'vitest';
import { assignedCard } from '../../../src/bridge/cards/assigned.js';
import { contactWith, factsWith, livePieces, readCard } from '../../support/card-facts.js';

const row = (url: string | null = 'https://desk.example/t/1') => ({
  facts: factsWith({ lastCustomerText: 'Where is my parcel?' }),
  url,
});

it('says who gave it and why, and what the customer said last', () => {
  const card = assignedCard(row(), 'Ann', 'She asks for you.');
  expect(card.fallback).toBe('Ann gave you #1042: Maria Lopez');
  expect(readCard(card)).toContain('“She asks for you.”');
  expect(readCard(card)).toContain('Where is my parcel?');
});

it('is Baton’s own doing where nobody gave it, without words that nobody said', () => {
  const said = readCard(assignedCard(row(), null, null));
  expect(said).toContain('Baton gave you #1042');
  expect(said).not.toContain('“');
});

it('leads to the thread where there is one, to the reply, and back to the queue', () => {
  const labels = (url: string | null) =>
    assignedCard(row(url), null, null).parts.flatMap((part) =>
      part.kind === 'controls' ? part.controls.map((one) => ('label' in one ? one.label : '')) : [],
    );
  expect(labels('https://desk.example/t/1')).toEqual(['Open thread', 'Reply', 'Back to the queue']);
  expect(labels(null)).toEqual(['Reply', 'Back to the queue']);
});

it('shows names as they are written', () => {
  const facts = factsWith({ contact: contactWith({ name: '<!channel>' }) });
  expect(livePieces(assignedCard({ facts, url: null }, 'Ann', '*now*'))).toEqual([]);
});
