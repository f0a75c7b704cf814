// What the house says to customers: in their language, in numbers that read well, and understood when they type it back.

import { describe, expect, it } from 'vitest';
import { waitingChoices } from '../../../src/core/customer-choice.js';
import { readChoiceWords, wordsFor } from '../../../src/routing/policy/customer-words.js';

describe('the language', () => {
  it.each([
    [null, 'en'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['constructor', 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_ch', 'de'],
  ])('of %j is %s', (locale, language) => {
    expect(wordsFor(locale).rated).toBe(wordsFor(language).rated);
  });

  it('is another for Germans than for others', () => {
    expect(wordsFor('de').rated).not.toBe(wordsFor('en').rated);
  });
});

describe('the place in the queue', () => {
  const place = (locale: string, before: number) => wordsFor(locale).wait({ kind: 'position', before });

  it.each([
    ['en', 0, 'You are next.'],
    ['en', 1, '1 person is before you.'],
    ['en', 2, '2 people are before you.'],
    ['en', 99, '99 people are before you.'],
    ['en', 100, 'More than 100 people are before you.'],
    ['de', 0, 'Sie sind als Nächstes dran.'],
    ['de', 1, '1 Person ist vor Ihnen.'],
    ['de', 2, '2 Personen sind vor Ihnen.'],
    ['de', 99, '99 Personen sind vor Ihnen.'],
    ['de', 100, 'Mehr als 100 Personen sind vor Ihnen.'],
  ])('%s, %d before: %s', (locale, before, words) => {
    expect(place(locale, before)).toBe(words);
  });

  it('comes with the time it takes', () => {
    const range = { kind: 'range', before: 1, fromMinutes: 5, untilMinutes: 10 } as const;
    expect(wordsFor('en').wait(range)).toBe('1 person is before you. It should take about 5 to 10 minutes.');
    expect(wordsFor('de').wait(range)).toContain('5 bis 10 Minuten');
  });
});

describe('the next opening', () => {
  const now = new Date('2026-11-20T20:00:00Z');
  const said = (locale: string, at: string) =>
    wordsFor(locale).closedUntil({ at: new Date(at), timezone: 'Europe/Berlin', now });

  it('is a day and a time of the chatbot’s own clock', () => {
    expect(said('en', '2026-11-23T08:00:00Z')).toContain('Monday at 09:00 (Europe/Berlin)');
    expect(said('de', '2026-11-23T08:00:00Z')).toContain('Montag um 09:00 (Europe/Berlin)');
  });

  it('has its date where the day’s name alone would mislead', () => {
    expect(said('en', '2026-11-30T08:00:00Z')).toMatch(/Monday,? 30 November at 09:00/);
    expect(said('de', '2026-11-30T08:00:00Z')).toMatch(/Montag, 30\. November um 09:00/);
    expect(said('en', '2026-11-26T08:00:00Z')).not.toContain('November');
  });
});

describe('the choices', () => {
  it.each(['en', 'de'])(
    'in %s fit on the buttons of Meta’s channels and are understood when typed',
    (locale) => {
      const { choices } = wordsFor(locale);
      for (const choice of waitingChoices) {
        expect(choices[choice].length).toBeLessThanOrEqual(20);
        expect(readChoiceWords(` ${choices[choice].toUpperCase()}. `)).toBe(choice);
      }
      expect(readChoiceWords(`${choices.wait}, but not long`)).toBeNull();
    },
  );
});
