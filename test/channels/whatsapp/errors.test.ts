// Proves the table of WhatsApp's codes: what each does to a delivery, and that an agent can act on every sentence.

import { describe, expect, it } from 'vitest';
import { GraphError, type GraphErrorFacts } from '../../../src/channels/meta/graph-error.js';
import { describeCode, explainWhatsAppError } from '../../../src/channels/whatsapp/errors.js';
import { Failure, type FailureClass } from '../../../src/core/errors.js';

const facts: GraphErrorFacts = {
  kind: 'refused',
  status: 400,
  code: null,
  subcode: null,
  transient: false,
  sentence: 'It was refused',
  details: null,
  traceId: null,
  retryAfterMs: null,
  ambiguous: false,
};

function explain(changes: Partial<GraphErrorFacts>, attempt = 1): Failure {
  const explained = explainWhatsAppError(new GraphError({ ...facts, ...changes }), attempt);
  if (!(explained instanceof Failure)) throw new Error('It is no Failure.', { cause: explained });
  return explained;
}

const table: readonly (readonly [FailureClass, readonly number[]])[] = [
  ['retry', [1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004]],
  ['window', [131047, 470]],
  ['recipient', [131026, 131021, 131030, 131050, 33, 130497]],
  ['content', [100, 131008, 131009, 131051, 131052, 131053, 131062, 135000]],
  ['content', [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069]],
  ['content', [130472, 131049, 131063, 131064]],
  ['auth', [0, 3, 10, 190, 200, 243, 299, 131005, 131037, 131042, 131045, 133010]],
  ['policy', [368, 131031, 131048]],
];

describe('a code', () => {
  it.each(table)('is %s: %j', (kind, codes) => {
    for (const code of codes) {
      expect([code, describeCode(code).class, explain({ code }).class]).toEqual([code, kind, kind]);
      expect(explain({ code }).code).toBe(String(code));
    }
  });

  it.each(table.flatMap(([, codes]) => codes))('%i has words that need nothing looked up', (code) => {
    const { sentence } = describeCode(code, 'the reason');
    expect(sentence).toMatch(/^[A-Z“].{30,}\.$/s);
    expect(sentence).not.toMatch(/[{}]|\d{5,}|undefined/);
  });

  it('nobody knows is not tried again, and says what WhatsApp said', () => {
    expect(describeCode(999_999, 'The moon is full')).toEqual({
      class: 'content',
      code: '999999',
      sentence:
        'WhatsApp refused this message: The moon is full. Change it, or reach the customer another way.',
    });
    expect(explain({ code: 999_999, details: 'The moon is full' })).toMatchObject({ class: 'content' });
    expect(describeCode(999_999).sentence).toContain('it did not say why');
    expect(describeCode(999_999, '$& $1').sentence).toContain('$& $1');
    expect(describeCode(999_999, 'x'.repeat(5_000)).sentence.length).toBeLessThan(400);
  });

  it.each([{ transient: true }, { status: 500 }, { status: 503 }, { status: 429 }, { status: 408 }])(
    'nobody knows is tried again when it passes: %j',
    (changes) => {
      expect(explain({ code: 999_999, ...changes }).class).toBe('retry');
    },
  );
});

describe('a wait', () => {
  it('with the same customer grows four times with each try, up to an hour', () => {
    const waits = [1, 2, 3, 10].map((attempt) => explain({ code: 131056 }, attempt).retryAfterMs);
    expect(waits).toEqual([4_000, 16_000, 64_000, 3_600_000]);
  });

  it('that the platform names is kept', () => {
    expect(explain({ code: 130429, retryAfterMs: 7_000 }).retryAfterMs).toBe(7_000);
    expect(explain({ kind: 'throttled', status: 0, transient: true, retryAfterMs: 60_000 })).toMatchObject({
      class: 'retry',
      code: 'throttled',
      retryAfterMs: 60_000,
    });
    expect(explain({ code: 131047, retryAfterMs: 7_000 }).retryAfterMs).toBeNull();
  });

  it('after complaints of spam lasts hours', () => {
    expect(explain({ code: 131048 }).retryAfterMs).toBeGreaterThanOrEqual(3_600_000);
  });
});

describe('an error', () => {
  it('keeps its ambiguity', () => {
    expect(explain({ kind: 'lost', status: 0, transient: true, ambiguous: true })).toMatchObject({
      class: 'retry',
      code: 'lost',
      ambiguous: true,
    });
    expect(explain({ kind: 'refused', status: 502, ambiguous: true })).toMatchObject({
      class: 'retry',
      code: '502',
    });
  });

  it('that is none of the platform’s is given back', () => {
    const bug = new TypeError('ours');
    expect(explainWhatsAppError(bug)).toBe(bug);
    const failure = new Failure('no', { class: 'content', code: 'x' });
    expect(explainWhatsAppError(failure)).toBe(failure);
  });
});
