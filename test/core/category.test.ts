// Categories: which one a typed text means.

import { describe, expect, it } from 'vitest';
import { findCategory } from '../../src/core/category.js';

describe('a category', () => {
  const known = ['Orders', 'Order changes', 'Returns', 'VIP'];
  it.each([
    ['returns', 'Returns'],
    [' RETURN ', 'Returns'],
    ['vip', 'VIP'],
    ['orders', 'Orders'],
    ['order', null],
    ['re', null],
    ['', null],
    ['nonsense', null],
  ])('“%s” means %s', (text, category) => {
    expect(findCategory(known, text)).toBe(category);
  });
});
