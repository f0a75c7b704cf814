// Proves what the panel's head says of those who wait: what is true of them, and never a time that is over.

import { describe, expect, it } from 'vitest';
import * as de from '../../widget/locales/de.js';
import * as en from '../../widget/locales/en.js';
import { describeWait } from '../../widget/panel/wait.js';

const now = Date.UTC(2026, 10, 27, 17);
const monday = new Date(Date.UTC(2026, 10, 30, 8)).toISOString();
const waits = (waiting: 'live' | 'message' | 'callback', opensAt: string | null = null) =>
  ({ status: 'pending', standing: { text: '', choices: [], waiting, opensAt } }) as const;

describe('the head of the panel', () => {
  it.each([
    ['one who waits', waits('live'), 'Waiting for a person'],
    [
      'one of whom nothing was told yet',
      { status: 'pending', standing: null } as const,
      'Waiting for a person',
    ],
    ['one who left a message', waits('message'), 'Your message is with the team'],
    ['a callback', waits('callback', monday), /^Callback booked: Monday.*\d\d:00/],
    ['a callback whose time has come', waits('callback', '2026-11-27T08:00:00.000Z'), 'Waiting for a person'],
    [
      'a message with the assistant again',
      { ...waits('message'), status: 'ai' } as const,
      en.panel.subtitle.ai,
    ],
  ])('tells %s', (_who, chat, words) => {
    const said = describeWait(chat, en.panel, 'en', now);
    if (typeof words === 'string') expect(said).toBe(words);
    else expect(said).toMatch(words);
  });

  it('speaks German, with the date where the day alone would mislead', () => {
    const later = new Date(Date.UTC(2026, 11, 14, 8)).toISOString();
    expect(describeWait(waits('callback', later), de.panel, 'de', now)).toMatch(
      /^Rückmeldung geplant: Montag, 14\. Dezember.*\d\d:00/,
    );
  });
});
