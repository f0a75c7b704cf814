// What people are called for says what is wrong, since when, what to do, and whom it calls.

import { describe, expect, it } from 'vitest';
import { alarmCard } from '../../../src/bridge/cards/alarm.js';
import { doorPausedCard, doorWorksCard, lettersCard } from '../../../src/bridge/cards/alert.js';
import { doctorCard } from '../../../src/bridge/cards/doctor.js';
import type { HouseFinding } from '../../../src/core/finding.js';
import { boardNow, boardWith } from '../../support/board-facts.js';
import { readCard } from '../../support/card-facts.js';

describe('an alarm', () => {
  const since = boardNow;
  const said = (kind: string) => readCard(alarmCard({ kind, news: 'began', since }, boardWith()));

  it.each([
    ['wait', /Longer than 10 minutes; 6 waiting\. #1042 is next\./],
    ['queue', /6 waiting; the threshold is \d+\. #1042 is next\./],
    ['failures', /3 of the last hour\..*doctor/],
    ['nobody', /6 waiting\. Somebody has to go online.* #1042 is next\./],
  ])('of kind %s says how it stands and what to do', (kind, words) => {
    expect(said(kind)).toMatch(words);
  });

  it('calls those who lead, and nobody where there is nobody to call', () => {
    const kinds = (called: Parameters<typeof alarmCard>[2]) =>
      alarmCard({ kind: 'wait', news: 'began', since }, boardWith(), called).parts.map(({ kind }) => kind);
    expect(kinds([{ user: 'U0KIM', name: 'Kim' }])).toContain('mentions');
    expect(kinds([])).not.toContain('mentions');
  });

  it('that is over says only that', () => {
    const card = alarmCard({ kind: 'wait', news: 'over', since }, boardWith(), [
      { user: 'U0KIM', name: 'Kim' },
    ]);
    expect(card.fallback).toBe('✅ Acme Support: over – somebody waits too long');
    expect(card.parts).toHaveLength(1);
  });
});

describe('a channel that does not work', () => {
  const door = { chatbotName: 'Acme Support', kind: 'whatsapp', account: '310000000000011' };
  const facts = {
    ...door,
    class: 'auth',
    code: '190',
    sentence: 'The token has expired.',
    pausedAt: boardNow,
    waiting: 0,
  };
  const said = (change: Partial<typeof facts> = {}, again = false) =>
    readCard(doorPausedCard({ ...facts, ...change }, again));

  it('is named, with why and what to do about it', () => {
    expect(said()).toContain('WhatsApp of Acme Support is paused');
    expect(said()).toContain('The token has expired. (190)');
    expect(said()).toContain('give WhatsApp a new token');
    expect(said({ class: 'policy' })).toContain('look at the account with WhatsApp');
    expect(said({ class: 'policy' })).not.toContain('new token');
    expect(said({}, true)).toContain('is still paused');
    expect(said({ code: '', sentence: '' })).toContain('The channel did not say why.');
  });

  it('says who waits because of it, and that nothing is lost', () => {
    expect(said()).toContain('Replies are kept');
    expect(said({ waiting: 1 })).toContain('1 conversation waits; replies are kept');
    expect(said({ waiting: 3 })).toContain('3 conversations wait; replies are kept');
  });

  it('is said to work again, and what it brought that nobody could read is kept', () => {
    expect(doorWorksCard(door).fallback).toBe('▶️ WhatsApp of Acme Support works again');
    const letters = readCard(lettersCard(door, { count: 1, reason: 'an unknown kind' }));
    expect(letters).toContain('1 dead letter from WhatsApp of Acme Support');
    expect(letters).toContain('an unknown kind');
  });
});

describe('what the doctor found', () => {
  const finding = (level: HouseFinding['level'], part: string, what: string): HouseFinding => ({
    level,
    part,
    what,
    sentence: `${what} was looked at.`,
  });

  it('tells of what does not work first, and only counts up what is well, by its part', () => {
    const card = doctorCard([
      finding('good', 'Database', 'version'),
      finding('warning', 'Teams', 'reads along'),
      finding('good', 'Slack', 'token'),
      finding('bad', 'Slack', 'place'),
      finding('good', 'Database', 'speed'),
    ]);
    const said = readCard(card);
    expect(card.fallback).toBe('Doctor: 1 thing does not work');
    expect(said.indexOf('✗ ')).toBeLessThan(said.indexOf('⚠️ '));
    expect(said).toContain('place was looked at.');
    expect(said).toContain('✓ Database: version, speed');
    expect(said).toContain('✓ Slack: token');
    expect(said).not.toContain('version was looked at.');
  });

  it.each([
    [['bad', 'bad'], '2 things do not work'],
    [['warning'], '1 thing to look at'],
    [['good'], 'Everything works'],
  ] as const)('%j is %s', (levels, title) => {
    expect(doctorCard(levels.map((level) => finding(level, 'Slack', 'token'))).fallback).toBe(
      `Doctor: ${title}`,
    );
  });

  it('spells out twenty, and says how many more there are', () => {
    const said = readCard(
      doctorCard(Array.from({ length: 23 }, (_, at) => finding('bad', 'Slack', `place ${at}`))),
    );
    expect(said).toContain('place 19 was looked at.');
    expect(said).not.toContain('place 20 was looked at.');
    expect(said).toContain('… and 3 more: `baton doctor` shows all.');
  });
});
