// Proves that outside text is told apart from ids.

import { describe, expect, it } from 'vitest';
import { looksLikeId } from '../../src/core/id.js';
import { newId } from '../../src/store/store.js';

describe('ids from outside', () => {
  it('knows the shape of our ids', () => {
    expect(looksLikeId(newId())).toBe(true);
    expect(looksLikeId(newId().toUpperCase())).toBe(true);
  });

  it.each([
    undefined,
    null,
    7,
    '',
    'x',
    `${newId()} `,
    `{${newId()}}`,
    newId().replaceAll('-', ''),
    "1' or '1'='1",
  ])('refuses %j', (text) => {
    expect(looksLikeId(text)).toBe(false);
  });
});
