// The spellings of telephone numbers under which WhatsApp may know one customer.

import { describe, expect, it } from 'vitest';
import { isBsuid, phoneVariants, readPhone } from '../../../src/channels/whatsapp/phones.js';

describe('phoneVariants', () => {
  it.each([
    ['a Brazilian mobile without its 9', '551187654321', '5511987654321'],
    ['a Mexican mobile without its 1', '525512345678', '5215512345678'],
    ['an Argentinian mobile without its 9', '541112345678', '5491112345678'],
  ])('joins %s with the one that has it', (_, short, long) => {
    expect(phoneVariants(short)).toStrictEqual([short, long]);
    expect(phoneVariants(long)).toStrictEqual([long, short]);
  });

  it.each([
    ['a Brazilian landline', '551134567890'],
    ['a Brazilian mobile whose last eight digits are a landline of someone else', '5511934567890'],
    ['a British mobile', '447700900123'],
    ['a number that only begins like one', '5511'],
  ])('leaves %s alone', (_, digits) => {
    expect(phoneVariants(digits)).toStrictEqual([digits]);
  });
});

describe('isBsuid', () => {
  it.each(['DE.9081aB', 'US.ENT.1', `GB.${'9'.repeat(128)}`])('knows %s', (id) => {
    expect(isBsuid(id)).toBe(true);
  });

  it.each(['447700900123', 'de.9081', 'DE.', `GB.${'9'.repeat(129)}`, 'DE.90 81', 'DE.1\n', ''])(
    'refuses %j',
    (id) => {
      expect(isBsuid(id)).toBe(false);
    },
  );
});

describe('readPhone', () => {
  it('gives the digits, with or without a plus, and nothing for anything else', () => {
    expect(['+447700900123', '447700900123'].map(readPhone)).toStrictEqual(['447700900123', '447700900123']);
    expect(['', '+', 'DE.1', '44 77', 447700900123, null, ['447700900123']].map(readPhone)).toStrictEqual(
      Array(7).fill(null),
    );
  });
});
