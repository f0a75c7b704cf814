// Proves that the name of a post survives its text form, whatever its ids hold.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDeskRef, printDeskRef } from '../../src/core/desk-ref.js';

const part = fc.string({ unit: 'grapheme' });

it('comes back as it was, for any ids of any desk', () => {
  fc.assert(
    fc.property(fc.record({ desk: part, team: part, place: part, ref: part }), (parts) => {
      expect(parseDeskRef(printDeskRef(parts))).toEqual(parts);
    }),
  );
});

it('is different for different posts', () => {
  const parts = fc.record({ desk: part, team: part, place: part, ref: part });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(printDeskRef(one) === printDeskRef(other)).toBe(same);
    }),
  );
});

it('is null for text of another shape', () => {
  for (const text of ['', 'slack', 'a:b:c', 'a:b:c:d:e', 'a:b:c:%', '%E0%A4%A:b:c:d'])
    expect(parseDeskRef(text), text).toBeNull();
});
