// Proves that sealed secrets open only with their key, in their place, unchanged.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { seal, unseal } from '../../src/store/seal.js';

const key = randomBytes(32);

it('opens what it sealed, and never seals the same way twice', () => {
  const texts = [seal(key, 'slack:T1', 'xoxb-ü'), seal(key, 'slack:T1', 'xoxb-ü')];
  expect(texts.map((text) => unseal(key, 'slack:T1', text))).toEqual(['xoxb-ü', 'xoxb-ü']);
  expect(texts[0]).not.toBe(texts[1]);
  expect(texts[0]).not.toContain('xoxb');
});

it('refuses another key, another place, changed text and other forms', () => {
  const text = seal(key, 'slack:T1', 'secret');
  const changed = `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(() => unseal(randomBytes(32), 'slack:T1', text)).toThrow();
  expect(() => unseal(key, 'slack:T2', text)).toThrow();
  expect(() => unseal(key, 'slack:T1', changed)).toThrow();
  for (const other of ['', 'v1', 'v2.abc', 'secret', 'v1.AAAA'])
    expect(() => unseal(key, 'slack:T1', other), other).toThrow();
});
