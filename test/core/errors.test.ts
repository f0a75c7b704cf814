// Proves that refusals explain themselves and that waits are whole milliseconds.

import { expect, it } from 'vitest';
import { Failure, Refusal } from '../../src/core/errors.js';

it('says who has it, what is known, and whose limit it is', () => {
  expect(new Refusal('owned-by-other', { owner: 'Ben' }).message).toBe('Ben already has this conversation.');
  expect(new Refusal('unknown-category', { category: 'X', known: 'A, B' }).message).toContain('known: A, B');
  expect(new Refusal('guest').message).toMatch(/^You are a guest here/);
  expect(new Refusal('guest', { agent: 'Gus' }).message).toMatch(/^Gus is a guest here/);
  expect(new Refusal('limit-reached', { load: 3, limit: 3 }).message).toBe('You already have 3 of 3 chats.');
});

it('keeps waits whole', () => {
  expect(new Failure('x', { class: 'retry', code: 'rate', retryAfterMs: 1.2 }).retryAfterMs).toBe(2);
  expect(new Failure('x', { class: 'retry', code: 'rate' })).toMatchObject({
    retryAfterMs: null,
    ambiguous: false,
  });
});
