// Proves that only who knows an app secret can sign, whatever the header looks like.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSigned, isToken } from '../../../src/channels/meta/signature.js';

const raw = Buffer.from('{"object":"page","text":"\\u00e4 \\/ "}');
const sign = (secret: string, bytes = raw) =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

describe('a signature', () => {
  it('is taken with any secret of the list, in any case', () => {
    expect(isSigned(raw, sign('one'), ['one'])).toBe(true);
    expect(isSigned(raw, sign('two'), ['one', 'two'])).toBe(true);
    expect(isSigned(raw, sign('one').toUpperCase().replace('SHA256', 'sha256'), ['one'])).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['another secret', sign('other')],
    ['a bare digest', sign('one').slice(7)],
    ['sha1', `sha1=${createHmac('sha1', 'one').update(raw).digest('hex')}`],
    ['a short one', sign('one').slice(0, -2)],
    ['a long one', `${sign('one')}00`],
    ['two joined', `${sign('one')}, ${sign('one')}`],
    ['no hex', `sha256=${'g'.repeat(64)}`],
    ['the same content written anew', sign('one', Buffer.from(JSON.stringify(JSON.parse(raw.toString()))))],
  ])('is refused: %s', (_why, header) => {
    expect(isSigned(raw, header, ['one'])).toBe(false);
  });

  it('is refused without secrets, and an empty secret is none', () => {
    expect(isSigned(raw, sign(''), [])).toBe(false);
    expect(isSigned(raw, sign(''), [''])).toBe(false);
  });
});

describe('a token', () => {
  it('is the wanted one or none', () => {
    expect(isToken('verify', 'verify')).toBe(true);
    for (const given of ['Verify', 'verif', 'verify ', '', ['verify'], undefined, null, 1])
      expect(isToken(given, 'verify')).toBe(false);
    expect(isToken('', '')).toBe(false);
  });
});
