// Proves that the count finds what it is there to find: 100 broken records, 100 findings.

import { describe, expect, it } from 'vitest';
import { flawless, tally } from './ledger.js';

const said = Array.from({ length: 12 }, (_, index) => `line ${index}`);

describe('the ledger', () => {
  it('finds nothing in a true record, whatever else stands between the lines', () => {
    expect(tally(said, ['hello', ...said, 'bye'])).toEqual(flawless);
  });

  it('finds every lost, doubled and swapped line', () => {
    for (let round = 0; round < 100; round += 1) {
      const at = round % 11;
      const broken = [...said];
      if (round % 3 === 0) broken.splice(at, 1);
      else if (round % 3 === 1) broken.splice(at, 0, said[at] ?? '');
      else broken.splice(at, 2, said[at + 1] ?? '', said[at] ?? '');
      expect(tally(said, broken)).not.toEqual(flawless);
    }
  });
});
