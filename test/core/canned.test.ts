// Prepared answers: which can be kept, what their variables become, and how they are found.

import { describe, expect, it } from 'vitest';
import {
  type CannedReply,
  type CannedReplyId,
  type CannedValues,
  cannedProblem,
  cannedTextLimit,
  checkCanned,
  fillCanned,
  findCannedByName,
  firstName,
  searchCanned,
  sortCanned,
} from '../../src/core/canned.js';
import type { ChatbotId, OrganizationId } from '../../src/core/id.js';

const values: CannedValues = {
  'contact.name': 'Maria *Rossi*',
  'contact.first_name': 'Maria',
  'agent.name': 'Kim',
  'chatbot.name': 'Acme',
  reference: '#1042',
  category: null,
};

const reply = (name: string, text = 'x', chatbotId: string | null = null): CannedReply => ({
  organizationId: 'o' as OrganizationId,
  id: name as CannedReplyId,
  chatbotId: chatbotId as ChatbotId | null,
  name,
  text,
});

describe('a prepared answer', () => {
  it.each([
    ['Hello {{contact.first_name|there}}', 'Hello Maria'],
    ['{{ contact.name }}', 'Maria \\*Rossi\\*'],
    ['About {{category|your question}} {{reference}}', 'About your question #1042'],
    ['[{{category}}]', '[]'],
    ['{{agent.name}} of {{chatbot.name}}', 'Kim of Acme'],
    ['{single} {{unknown}}', '{single} {{unknown}}'],
  ])('fills in %j as %j', (text, filled) => {
    expect(fillCanned(text, values)).toBe(filled);
  });

  it.each([
    ['', 'x', 'needs a name'],
    ['a|b', 'x', 'without # and |'],
    ['a'.repeat(61), 'x', 'at most 60'],
    ['a', '  ', 'needs a text'],
    ['a', 'x'.repeat(cannedTextLimit + 1), 'at most'],
    ['a', 'Hello {{contact.secret}}', 'no variable {{contact.secret}}; known are {{contact.name}}'],
    ['a', 'Hello {{name|there}}', 'no variable {{name}}'],
    ['a', 'Hello {{}}', 'no variable {{}}'],
  ])('called %j with %j is refused: %s', (name, text, why) => {
    expect(cannedProblem({ name, text })).toContain(why);
    expect(() => checkCanned({ name, text })).toThrow(why);
  });

  it('is kept when all its variables exist', () => {
    expect(cannedProblem({ name: 'Greeting', text: 'Hi {{contact.name|there}} {{reference}}' })).toBeNull();
  });

  it('is found by its name before its text, case and accents aside', () => {
    const all = [
      reply('Refund', 'Your délai'),
      reply('Délai', 'two days'),
      reply('Long délai'),
      reply('Other'),
    ];
    expect(searchCanned(all, 'DELAI').map(({ name }) => name)).toEqual(['Délai', 'Long délai', 'Refund']);
    expect(searchCanned(all, 'delai your').map(({ name }) => name)).toEqual(['Refund']);
    expect(searchCanned(all, 'dragons')).toEqual([]);
  });

  it('comes the sooner the more it was chosen, by oneself before by everyone, and never before what fits better', () => {
    const all = [reply('Délai', 'two'), reply('Refund délai'), reply('Address délai'), reply('Bye délai')];
    const use = new Map([
      ['Refund délai' as CannedReplyId, { own: 0, everyone: 9 }],
      ['Bye délai' as CannedReplyId, { own: 1, everyone: 1 }],
    ]);
    const names = (found: readonly CannedReply[]) => found.map(({ name }) => name);
    expect(names(sortCanned(all, use))).toEqual(['Bye délai', 'Refund délai', 'Address délai', 'Délai']);
    expect(names(searchCanned(all, 'delai', use))).toEqual([
      'Délai',
      'Bye délai',
      'Refund délai',
      'Address délai',
    ]);
  });

  it('of the chatbot comes before one of all chatbots of the same name', () => {
    const own = reply('greeting', 'mine', 'c');
    expect(findCannedByName([reply('Greeting'), own], 'GREETING')).toBe(own);
    expect(findCannedByName([reply('Greeting')], 'Bye')).toBeNull();
  });

  it('knows first names', () => {
    expect([firstName(' Maria  Rossi '), firstName(null), firstName('  ')]).toEqual(['Maria', null, null]);
  });
});
