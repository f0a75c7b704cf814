// Messenger's refusals: each code becomes the class the house acts by, and words an agent can act on.

import { describe, expect, it } from 'vitest';
import { explainMessengerError, isPersonaRefused } from '../../../src/channels/messenger/errors.js';
import { GraphError, type GraphErrorFacts } from '../../../src/channels/meta/graph-error.js';
import { Failure } from '../../../src/core/errors.js';

const facts: GraphErrorFacts = {
  kind: 'refused',
  status: 400,
  code: null,
  subcode: null,
  transient: false,
  sentence: 'no',
  details: null,
  traceId: null,
  retryAfterMs: null,
  ambiguous: false,
};
const explain = (given: Partial<GraphErrorFacts>, attempt = 1): Failure => {
  const failure = explainMessengerError(new GraphError({ ...facts, ...given }), attempt);
  if (!(failure instanceof Failure)) throw new Error('no failure');
  return failure;
};

describe('what Messenger refuses (A-rows of failures, reference §11)', () => {
  it.each([
    [10, 2018278, 'window'],
    [10, 2018065, 'window'],
    [10, 2534022, 'window'],
    [551, null, 'recipient'],
    [551, 1545041, 'recipient'],
    [100, 2018001, 'recipient'],
    [190, null, 'auth'],
    [190, 463, 'auth'],
    [102, null, 'auth'],
    [10, 2018108, 'auth'],
    [10, null, 'auth'],
    [200, null, 'auth'],
    [200, 2018028, 'recipient'],
    [3, null, 'auth'],
    [368, null, 'policy'],
    [10904, null, 'policy'],
    [100, null, 'content'],
    [100, 2018034, 'content'],
    [100, 2018047, 'content'],
    [100, 2018008, 'content'],
    [100, 2018109, 'content'],
    [2022, null, 'content'],
    [10, 2018300, 'recipient'],
    [1, null, 'retry'],
    [2, null, 'retry'],
    [4, null, 'retry'],
    [17, null, 'retry'],
    [32, null, 'retry'],
    [341, null, 'retry'],
    [613, null, 'retry'],
    [1200, null, 'retry'],
    [99_999, null, 'content'],
  ] as const)('%s/%s is %s', (code, subcode, kind) => {
    const failure = explain({ code, subcode });
    expect(failure.class).toBe(kind);
    expect(failure.code).toBe(subcode === null ? `${code}` : `${code}/${subcode}`);
    expect(failure.message).toMatch(/^[A-Z].*[a-z]{3}.*\.$/);
    expect(failure.message).not.toMatch(/[{}]|undefined|null|\b\d{5,}\b/);
  });

  it.each([
    [{ code: 200, sentence: "(#200) This person isn't receiving messages from you" }, 'recipient'],
    [{ code: 100, sentence: 'The tag CONFIRMED_EVENT_UPDATE is retired' }, 'window'],
    [{ code: 10, sentence: 'requires the human_agent feature' }, 'window'],
    [{ code: 10, sentence: '(#10) This message is sent outside of allowed window.' }, 'window'],
    [{ code: 100, sentence: 'Cannot send: you are not the thread owner' }, 'recipient'],
    [{ code: 99_999, transient: true }, 'retry'],
    [{ status: 500 }, 'retry'],
    [{ status: 503, code: 99_999 }, 'retry'],
    [{ status: 429 }, 'retry'],
    [{ status: 0, kind: 'unreachable', transient: true }, 'retry'],
  ] as const)('%o is %s', (given, kind) => {
    expect(explain(given).class).toBe(kind);
  });

  it('stops after three tries of code 2, which may be a customer who blocked us', () => {
    expect([1, 2, 3, 4].map((attempt) => explain({ code: 2 }, attempt).class)).toEqual([
      'retry',
      'retry',
      'recipient',
      'recipient',
    ]);
    // A wait would not count as a try.
    expect(explain({ code: 2, retryAfterMs: 500 }).retryAfterMs).toBeNull();
  });

  it('passes on how long to wait, and that it may have arrived', () => {
    expect(explain({ code: 4, retryAfterMs: 1_500 })).toMatchObject({
      retryAfterMs: 1_500,
      ambiguous: false,
    });
    expect(explain({ kind: 'lost', status: 0, transient: true, ambiguous: true })).toMatchObject({
      class: 'retry',
      code: 'lost',
      ambiguous: true,
    });
  });

  it('quotes the platform where we know no better, at most a few lines of it', () => {
    expect(explain({ code: 100, sentence: 'Param message[text] is odd' }).message).toBe(
      'Messenger refused this message: Param message[text] is odd. Change it, or reach the customer another way.',
    );
    expect(explain({ code: 100, sentence: `$& ${'x'.repeat(900)}` }).message).toContain('$& xxx');
    expect(explain({ code: 100, sentence: 'x'.repeat(900) }).message.length).toBeLessThan(330);
  });

  it('leaves alone what is no refusal of the platform', () => {
    const own = new TypeError('ours');
    const failure = new Failure('said', { class: 'content', code: 'x' });
    expect(explainMessengerError(own)).toBe(own);
    expect(explainMessengerError(failure)).toBe(failure);
  });
});

describe('a refusal that may be the persona’s', () => {
  it.each<[string, Partial<GraphErrorFacts>, boolean]>([
    ['says so', { code: 9, sentence: 'Invalid persona id' }, true],
    ['says so in its details', { details: 'The Persona was deleted.' }, true],
    ['is of parameters', { code: 100 }, true],
    ['is of permissions', { code: 200 }, true],
    ['is of something we know', { code: 100, subcode: 2018001 }, false],
    ['is of something else', { code: 551 }, false],
    ['has no code', { code: null }, false],
  ])('%s', (_what, given, expected) => {
    expect(isPersonaRefused(new GraphError({ ...facts, ...given }))).toBe(expected);
  });
});
