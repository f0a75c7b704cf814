// A chatbot's settings in words: no bare code is shown, and what never happens is not told.

import { describe, expect, it } from 'vitest';
import {
  describeAlarms,
  describeRouting,
  describeWaiting,
  inWords,
} from '../../../src/bridge/cards/setting-words.js';
import { defaultRouting, leaveRules, skillRules, waitEnds } from '../../../src/core/chatbot.js';
import { strategies } from '../../../src/routing/policy/pick.js';

describe('a setting', () => {
  it('has words for every value', () => {
    for (const { label, value } of inWords([
      ...Object.keys(strategies),
      ...skillRules,
      ...waitEnds,
      ...leaveRules,
    ]))
      expect(label).not.toBe(value);
  });

  it('is told as people say it, and what never happens is left out', () => {
    expect(describeRouting({ ...defaultRouting, mode: 'claim' })).toBe(
      'whoever claims it · nobody helps out',
    );
    expect(
      describeRouting({
        ...defaultRouting,
        mode: 'auto',
        strategy: 'round-robin',
        skills: { category: 'require', language: 'ignore' },
        fallback: 'rival',
      }),
    ).toBe('given to each in turn · skill for the category: only those who have it · rival helps out');
    expect(describeWaiting({ ...defaultRouting, whenAgentLeaves: 'return', agentGoneMinutes: 5 })).toContain(
      'chats of agents who go offline: back in the queue after 5 min',
    );
    expect(
      describeWaiting({ ...defaultRouting, maxWaitMinutes: 30, whenWaitedTooLong: 'restore' }),
    ).toContain('after 30 min in the queue: back to the assistant');
    const none = { waitMinutes: null, queueLength: null, failures: null, nobodyOnline: false };
    expect(describeAlarms(none)).toBe('none');
    expect(describeAlarms({ waitMinutes: 10, queueLength: 1, failures: 3, nobodyOnline: true })).toBe(
      'somebody waits and nobody is online · somebody waits 10 min · 1 customer waiting · 3 failed within an hour',
    );
  });
});
