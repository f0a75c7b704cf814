// Proves that our id comes back from a platform's field as it was written, and that nothing else is taken for it.

import { describe, expect, it } from 'vitest';
import { readEvidence, writeEvidence } from '../../../src/channels/meta/evidence.js';

const deliveryId = '0193b3c5-7c1e-7f00-8000-0000000000d1';

describe('evidence', () => {
  it('comes back as it was written, and fits every platform’s field', () => {
    expect(readEvidence(writeEvidence(deliveryId, 0))).toEqual({ deliveryId, part: 0 });
    expect(readEvidence(writeEvidence(deliveryId, 41))).toEqual({ deliveryId, part: 41 });
    expect(writeEvidence(deliveryId, 9999).length).toBeLessThanOrEqual(512);
  });

  it.each([
    [undefined],
    [null],
    [7],
    [{}],
    [''],
    ['ticket 7'],
    [`baton:${deliveryId}`],
    [`baton:${deliveryId}:-1`],
    [`baton:${deliveryId}:1 `],
    [`x baton:${deliveryId}:1`],
    ['baton:not-an-id:1'],
    [`baton:${'0'.repeat(36)}:1`],
  ])('is nothing else: %j', (text) => {
    expect(readEvidence(text)).toBeNull();
  });
});
