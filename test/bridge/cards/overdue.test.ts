// Proves that those who lead are told which customer waits and why, with customers' words inert.

import { expect, it } from 'vitest';
import { overdueCard } from '../../../src/bridge/cards/overdue.js';
import { contactWith, factsWith, livePieces, readCard } from '../../support/card-facts.js';

it('names the conversation, says what the thread says, and leads there', () => {
  const row = { facts: factsWith(), url: 'https://desk.example/t/1' };
  const card = overdueCard(row, 'Nobody has taken this for 30 minutes.');
  expect(card.fallback).toBe('#1042: Nobody has taken this for 30 minutes.');
  expect(readCard(card)).toContain('Maria Lopez');
  expect(card.parts.at(-1)).toMatchObject({ controls: [{ kind: 'link', label: 'Open thread' }] });
});

it('shows names as they are written, and no link where there is none', () => {
  const facts = factsWith({ contact: contactWith({ name: '<!channel>' }) });
  const card = overdueCard({ facts, url: null }, 'Nobody else is free.');
  expect(livePieces(card)).toEqual([]);
  expect(readCard(card)).toContain('<!channel>');
  expect(card.parts).toHaveLength(1);
});
