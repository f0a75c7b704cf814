// Proves that an agent who lost a chat is told which and why, with customers' words inert, and only when there is something to tell.

import { expect, it } from 'vitest';
import { lostCard } from '../../../src/bridge/cards/lost.js';
import { contactWith, factsWith, livePieces, readCard } from '../../support/card-facts.js';

const row = (url: string | null = null) => ({ facts: factsWith(), url });

it.each([
  ['unanswered', 'there was no first reply from you in time'],
  ['offline', 'you are offline'],
  ['not assigned', 'you do not work for its chatbot any more'],
])('says that it was for “%s”', (cause, words) => {
  const card = lostCard(row('https://desk.example/t/1'), cause);
  if (!card) throw new Error('nothing is told');
  expect(readCard(card)).toContain(`#1042 is yours no longer: ${words}.`);
  expect(card.parts.at(-1)).toMatchObject({ controls: [{ kind: 'link', label: 'Open thread' }] });
});

it('says nothing to whoever left, and shows names as they are written', () => {
  expect(lostCard(row(), 'agent left')).toBe(null);
  const facts = factsWith({ contact: contactWith({ name: '<!channel>' }) });
  const card = lostCard({ facts, url: null }, 'offline');
  expect(card && livePieces(card)).toEqual([]);
  expect(card && readCard(card)).toContain('<!channel>');
});
