// Cutting: never longer than allowed, nothing lost between pieces, no character broken in two.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, pieces } from '../../../src/core/text/cut.js';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

describe('cut', () => {
  it('keeps what fits and marks what it cut', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('ab…');
    expect(cut('ab🙂d', 4)).toBe('ab…');
  });

  it('never exceeds the limit nor breaks a character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 80 }), (given, limit) => {
        const short = cut(given, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short).not.toMatch(loneSurrogate);
      }),
    );
  });
});

describe('pieces', () => {
  it('lose nothing, are short enough and break no character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 80 }), (given, limit) => {
        const parts = pieces(given, limit);
        expect(parts.join('')).toBe(given);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(loneSurrogate);
        }
      }),
    );
  });

  it('break at a space where one is near', () => {
    expect(pieces('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb ', 'cccc']);
  });
});
