// What is taken of values that nobody promised anything about.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readField,
  readFileName,
  readId,
  readLine,
  readNumber,
  readObject,
  readText,
  readUrl,
  readWord,
  storable,
} from '../../../src/channels/meta/untrusted.js';

describe('readId', () => {
  it('takes an id exactly as it came', () => {
    for (const id of ['wamid.HBg=', ' x ', '2400000000000001']) expect(readId(id)).toBe(id);
  });

  it.each([[2400000000000001], [''], [null], [{}], ['a\u0000'], ['a\ud800'], ['a\n'], ['x'.repeat(2001)]])(
    'refuses %j',
    (value) => {
      expect(readId(value)).toBeNull();
    },
  );
});

describe('readText', () => {
  it('keeps the words and their lines, without what cannot be stored', () => {
    expect(readText(' \u0007a\r\nb\tc\u0000 \u{1f469}\u200d\u{1f467} ')).toBe(
      'a\nb\tc \u{1f469}\u200d\u{1f467}',
    );
    expect(readText('\ud800')).toBe('\ufffd');
    expect(readText(['a'])).toBe('');
  });

  it('says how much it cut, to the character', () => {
    const text = readText('x'.repeat(60_000));
    const [kept = '', ending] = text.split('\n');
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(ending).toBe(`[${(60_000 - kept.length).toLocaleString('en')} more characters were not kept]`);
    expect(readText('x'.repeat(10_000))).toBe('x'.repeat(10_000));
  });

  it('cuts an endless character too', () => {
    const text = readText(`e${'\u0301'.repeat(60_000)}`);
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).toContain('more characters were not kept');
  });
});

describe('readLine', () => {
  it.each([
    ['\u202eevil\u202c', 'evil'],
    ['a\n\u2028b\t c', 'a b c'],
    ['\u200b\u2066 \u0000', null],
    ['👩‍👧 Ana', '👩‍👧 Ana'],
    ['می‌خواهم', 'می‌خواهم'],
    [7, null],
  ])('of %j gives %j', (value, line) => {
    expect(readLine(value)).toBe(line);
  });

  it('is cut between the characters a reader sees', () => {
    expect(readLine('👩‍👧'.repeat(30), 10)).toBe('👩‍👧…');
  });
});

describe('readFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.pdf', 'a.pdf'],
    ['in\u202efdp.exe', 'infdp.exe'],
    ['a\n\u0000b<c>.txt', 'abc.txt'],
    ['..', null],
    ['.htaccess', 'htaccess'],
    ['', null],
    [null, null],
  ])('of %j gives %j', (value, name) => {
    expect(readFileName(value)).toBe(name);
  });

  it('keeps the ending of a long one', () => {
    const name = readFileName(`${'x'.repeat(500)}.jpeg`);
    expect(name).toHaveLength(120);
    expect(name).toMatch(/x\.jpeg$/);
    // What follows a dot is no ending when it is as long as this.
    expect(readFileName(`report.${'y'.repeat(500)}`)).toBe(`report.${'y'.repeat(113)}`);
    expect(readFileName('z'.repeat(120))).toBe('z'.repeat(120));
  });
});

describe('readUrl', () => {
  it('takes what can be fetched and nothing else', () => {
    expect(readUrl('https://lookaside.fbsbx.com/a?b=c')).toBe('https://lookaside.fbsbx.com/a?b=c');
    for (const value of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://',
      'https://a b',
      '//a',
      7,
      null,
    ])
      expect(readUrl(value)).toBeNull();
  });
});

describe('readNumber and readWord', () => {
  it('take numbers also as text, and words only as the platform writes them', () => {
    expect([52.5, '52.5', ' ', 'x', null, Number.NaN, Infinity, true].map(readNumber)).toStrictEqual([
      52.5,
      52.5,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(['account_update', 'a b', '<b>', '', 7, 'x'.repeat(61)].map(readWord)).toStrictEqual([
      'account_update',
      ...Array(5).fill('unknown'),
    ]);
  });
});

describe('readObject', () => {
  it('never lets what objects inherit pass for a field', () => {
    expect(readObject(null).constructor).toBeUndefined();
    expect(readField({}, 'constructor')).toBeUndefined();
    expect(readField({ text: 1 }, 'text')).toBe(1);
    expect(readObject([1])).toStrictEqual(readObject('x'));
  });
});

describe('storable', () => {
  it('keeps what is harmless as it is', () => {
    const value = { a: [1, null, true, 'x'], b: { c: 'd' } };
    expect(storable(value)).toStrictEqual(value);
    expect(storable(undefined)).toBeNull();
  });

  it('keeps a field called __proto__ a field', () => {
    const kept = storable(JSON.parse('{"__proto__": {"evil": true}}'));
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"evil":true}}');
    expect('evil' in Object(kept)).toBe(false);
  });

  it('makes any JSON fit for a database', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }), (value) => {
        expect(JSON.stringify(storable(value))).not.toMatch(/\\u0000|\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])/);
      }),
    );
  });
});
