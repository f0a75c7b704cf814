// Who a customer is, in words people read: their language by its name, and by what they said where it has none.

import { expect, it } from 'vitest';
import { infoCard } from '../../../src/bridge/cards/info.js';
import { factsWith, readCard } from '../../support/card-facts.js';

it.each([
  ['en', 'English'],
  ['de-AT', 'German (Austria)'],
  ['pt_BR', 'Portuguese (Brazil)'],
  ['x'.repeat(40), 'x'.repeat(40)],
  ['not a tag', 'not a tag'],
])('calls the language %s %s', (locale, name) => {
  const facts = factsWith();
  const words = readCard(infoCard({ ...facts, contact: { ...facts.contact, locale } }));
  expect(words).toContain(name);
});

it('says nothing of a language nobody told', () => {
  const facts = factsWith();
  expect(readCard(infoCard({ ...facts, contact: { ...facts.contact, locale: null } }))).not.toContain(
    'Language',
  );
});
