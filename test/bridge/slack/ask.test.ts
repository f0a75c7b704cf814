// An ask survives the way through Slack, and nothing else is taken for one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAsk, decodeMemory, encodeAsk, encodeMemory } from '../../../src/bridge/slack/ask.js';

const ask = fc.record(
  {
    word: fc.constantFrom('claim', 'held'),
    args: fc.string({ minLength: 1 }),
    conversationId: fc.uuid(),
    epoch: fc.nat(),
  },
  { requiredKeys: ['word'] },
);

describe('asks', () => {
  it('come back as they were', () => {
    fc.assert(fc.property(ask, (given) => void expect(decodeAsk(encodeAsk(given))).toEqual(given)));
  });

  it('come back from a form with the place it was opened in', () => {
    const memory = { ask: { word: 'note', epoch: 0 }, place: 'C01', threadRef: null, postRef: '1.1' };
    expect(decodeMemory(encodeMemory(memory))).toEqual(memory);
  });

  it.each(['', 'conv_42', '{}', '[]', '{"w":7}', 'null', '{"w":""}'])('are not read from %j', (value) => {
    expect(decodeAsk(value)).toBeNull();
    expect(decodeMemory(value)).toBeNull();
  });
});
