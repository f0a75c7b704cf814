// CSV: what RFC 4180 asks for, and nothing that a spreadsheet would run.

import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from '../../src/core/csv.js';

describe('cells', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n1',
    ' =1',
    '\u200b=1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
  ])('defuse %j', (value) => {
    expect(csvCell(value).replace(/^"/u, '')).toMatch(/^'/u);
  });

  it('leave everything else as it is', () => {
    for (const value of ['Billing', "O'Hara", 'a=b', '5 - 3', 'Größe', '日本'])
      expect(csvCell(value)).toBe(value);
    expect(csvCell(-12)).toBe('-12');
    expect(csvCell(null)).toBe('');
  });

  it('are quoted where they would end otherwise', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('a "b"')).toBe('"a ""b"""');
    expect(csvCell('a\nb')).toBe('"a\nb"');
    expect(csvCell('=a,"b"')).toBe('"\'=a,""b"""');
  });
});

it('lines end as RFC 4180 says', () => {
  expect(csvLine([1, 'a', null, 'b,c'])).toBe('1,a,,"b,c"\r\n');
});
