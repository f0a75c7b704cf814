// What agents typed, flattened for commands: tokens become what a person would have typed.

import { describe, expect, it } from 'vitest';
import { flattenText, readRaw } from '../../../src/bridge/slack/text.js';

describe('flattenText', () => {
  it.each([
    ['transfer 42 <@U02|ben>', 'transfer 42 @U02'],
    ['see <#C01|support> and <#C02>', 'see #support and #C02'],
    ['<https://shop.example|shop> <https://a.example>', 'https://shop.example https://a.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<!here> <!subteam^S01|@team>', '@here @team'],
    ['1 &lt; 2 &amp;amp; 3', '1 < 2 &amp; 3'],
    ['<not a token>', '<not a token>'],
  ])('%s → %s', (typed, flat) => {
    expect(flattenText(typed)).toBe(flat);
  });
});

describe('readRaw', () => {
  it.each(['<@U0BOT> close 42', ' <@U0BOT|baton>: close 42', '<@U0BOT>close 42'])(
    'removes our bot’s mention from the start of %j',
    (typed) => {
      expect(readRaw(typed, 'U0BOT')).toEqual({ raw: 'close 42', addressed: true });
    },
  );

  it('leaves every other mention where it is', () => {
    expect(readRaw('ask <@U0BOT> later', 'U0BOT')).toEqual({ raw: 'ask @U0BOT later', addressed: false });
    expect(readRaw('<@U0BOTTLE> hi', 'U0BOT')).toEqual({ raw: '@U0BOTTLE hi', addressed: false });
  });
});
