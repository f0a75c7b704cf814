// Pace: a call's turn is waited for while it is near, and given back to the lane's own clock when it is not.

import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/channels/meta/budget.js';
import { waitTurn } from '../../../src/channels/meta/pace.js';
import { failureOf } from '../../support/page-scene.js';

describe('a turn', () => {
  it('is waited for when it is near', async () => {
    const budget = createBudget({ perSecond: 50, burst: 1 });
    for (let sent = 0; sent < 4; sent += 1) await waitTurn(budget, 'page', 'Messenger');
    expect(budget.take('page')).toBeGreaterThan(0);
  });

  it('is left for later when it is far, and nothing is taken', async () => {
    let nowMs = 0;
    const budget = createBudget({ perSecond: 0.1, burst: 1 }, () => nowMs);
    await waitTurn(budget, 'page', 'Messenger');
    const failure = await failureOf(waitTurn(budget, 'page', 'Messenger'));
    expect(failure).toMatchObject({
      class: 'retry',
      code: 'own-rate',
      retryAfterMs: 10_000,
      ambiguous: false,
    });
    nowMs = 10_000;
    await waitTurn(budget, 'page', 'Messenger');
  });
});
