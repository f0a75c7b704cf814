// An ask comes back as it was packed, however a client wrote its word.

import { expect, it } from 'vitest';
import { packAsk, unpackAsk } from '../../../src/bridge/desk-kit/packed-ask.js';

it('is read by its word in small letters', () => {
  expect(unpackAsk({ ...packAsk({ word: 'claim', args: 'over' }), w: 'Claim' })).toEqual({
    word: 'claim',
    args: 'over',
  });
  expect(unpackAsk({ a: 'over' })).toBeNull();
});
