// Proves that a message comes back into the editor as its author typed it.
import { describe, expect, it } from 'vitest';
import { toTypedText } from '../../../../playground/page/desk/typed-text.js';
import { makeState } from './sample-desk.js';

describe('toTypedText', () => {
  it('undoes tokens and entities', () => {
    const { users, channels } = makeState();
    expect(
      toTypedText(
        '<@U2> see <#C1|support>: <https://a.example|a.example> a &lt; b &amp; <!here>',
        users,
        channels,
      ),
    ).toBe('@ann see #support: https://a.example a < b & @here');
  });
});
