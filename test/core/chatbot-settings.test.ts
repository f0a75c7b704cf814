// Settings as people change them: what differs is named, what cannot be is refused with its field.

import { describe, expect, it } from 'vitest';
import { type Chatbot, defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import { changeSettings, checkSettings, listSettingChanges } from '../../src/core/chatbot-settings.js';
import { Refusal } from '../../src/core/errors.js';

function bot(key: string, change: Partial<Chatbot> = {}): Chatbot {
  return {
    organizationId: 'o',
    id: key,
    key,
    name: key,
    pictureUrl: null,
    humanSupport: true,
    assistant: { kind: 'scripted' },
    desk: null,
    routing: defaultRouting,
    handOff: defaultHandOff,
    hours: null,
    categories: ['Billing'],
    requiredToClose: [],
    asksRating: false,
    boardRef: null,
    ...change,
  } as Chatbot;
}

function fieldOf(chatbot: Chatbot, chatbots: readonly Chatbot[] = [chatbot]): string {
  try {
    checkSettings(chatbot, { chatbots, strategies: ['least-busy'] });
    return 'fine';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} ${error.detail.field}`;
  }
}

const routed = (routing: Partial<Chatbot['routing']>) =>
  bot('acme', { routing: { ...defaultRouting, ...routing } });

describe('a change of settings', () => {
  it('keeps what it does not name, and lists what differs by its own name', () => {
    const before = bot('acme');
    const after = changeSettings(before, { asksRating: true, routing: { mode: 'auto' } });
    expect(after.routing).toEqual({ ...defaultRouting, mode: 'auto' });
    expect(listSettingChanges(before, after)).toEqual([
      { what: 'rating', before: false, after: true },
      { what: 'routing mode', before: 'claim', after: 'auto' },
    ]);
    expect(listSettingChanges(before, changeSettings(before, { categories: ['Billing'] }))).toEqual([]);
  });

  it.each([
    ['fine', bot('acme')],
    ['bad-hours timezone', bot('acme', { hours: { timezone: 'Nowhere', open: { mon: '09:00-10:00' } } })],
    ['bad-hours open', bot('acme', { hours: { timezone: 'UTC', open: { mon: '10:00-09:00' } } })],
    ['bad-input categories', bot('acme', { categories: ['A', 'a'] })],
    ['bad-input categories', bot('acme', { categories: ['x'.repeat(81)] })],
    ['bad-input categories', bot('acme', { categories: Array.from({ length: 101 }, (_, at) => `c${at}`) })],
    ['bad-input requiredToClose', bot('acme', { categories: [], requiredToClose: ['category'] })],
    ['bad-input strategy', routed({ strategy: 'luck' })],
    ['bad-input maxWaitMinutes', routed({ maxWaitMinutes: 0 })],
    ['bad-input firstReplySeconds', routed({ firstReplySeconds: 90_000 })],
    ['bad-input queueLength', routed({ alarms: { ...defaultRouting.alarms, queueLength: 0 } })],
    ['unknown-chatbot fallback', routed({ fallback: 'nobody' })],
    ['fallback-cycle fallback', routed({ fallback: 'acme' })],
  ])('is %s', (told, chatbot) => {
    expect(fieldOf(chatbot)).toBe(told);
  });

  it('refuses a chain that comes back over others', () => {
    const other = bot('other', { routing: { ...defaultRouting, fallback: 'acme' } });
    const acme = routed({ fallback: 'other' });
    expect(fieldOf(acme, [bot('acme'), other])).toBe('fallback-cycle fallback');
    expect(fieldOf(acme, [bot('acme'), bot('other')])).toBe('fine');
  });
});
