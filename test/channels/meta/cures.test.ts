// Cures: each has one try at a refusal; what may have arrived is never posted again.

import { describe, expect, it } from 'vitest';
import { type Cure, postWithCures, withoutQuote } from '../../../src/channels/meta/cures.js';
import { GraphError, type GraphErrorFacts } from '../../../src/channels/meta/graph-error.js';

const refusal = (changes: Partial<GraphErrorFacts> = {}) =>
  new GraphError({
    kind: 'refused',
    status: 400,
    code: 100,
    subcode: null,
    transient: false,
    sentence: 'no',
    details: null,
    traceId: null,
    retryAfterMs: null,
    ambiguous: false,
    ...changes,
  });

const grow: Cure<string> = async (_error, request) => `${request}+`;
const shout: Cure<string> = async (_error, request) => `${request}!`;
const pass: Cure<string> = async () => null;

const run = async (errors: readonly Error[], cures: readonly Cure<string>[]) => {
  const posted: string[] = [];
  const left = [...errors];
  const answer = await postWithCures(
    'a',
    async (request) => {
      posted.push(request);
      const error = left.shift();
      if (error) throw error;
      return 'taken';
    },
    cures,
  ).catch((error: unknown) => error);
  return { posted, answer };
};

describe('posting with cures', () => {
  it('tries each cure once, in their order, and then gives up with the last error', async () => {
    const last = refusal({ code: 3 });
    expect(await run([refusal(), refusal()], [pass, grow, shout])).toEqual({
      posted: ['a', 'a+', 'a+!'],
      answer: 'taken',
    });
    expect(await run([refusal(), refusal(), last, refusal()], [grow, shout])).toEqual({
      posted: ['a', 'a+', 'a+!'],
      answer: last,
    });
  });

  it('never posts again what may have arrived, nor after an error of our own', async () => {
    for (const error of [refusal({ ambiguous: true }), new TypeError('ours')])
      expect(await run([error], [grow])).toEqual({ posted: ['a'], answer: error });
  });
});

describe('leaving out the quote', () => {
  it('is for refused parameters and messages that have one', async () => {
    const request = { replyTo: 'm_1', text: 'x' };
    expect(await withoutQuote(refusal(), request)).toEqual({ replyTo: null, text: 'x' });
    expect(await withoutQuote(refusal({ code: 551 }), request)).toBeNull();
    expect(await withoutQuote(refusal(), { ...request, replyTo: null })).toBeNull();
  });
});
