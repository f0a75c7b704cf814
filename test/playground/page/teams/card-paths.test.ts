// Proves that every action of a card gets its own path, and that the card itself is left alone.
import { expect, it } from 'vitest';
import { labelActions } from '../../../../playground/page/teams/card-paths.js';

it('names actions by where they stand, in shown cards too, and never inside what an action sends', () => {
  const card = {
    type: 'AdaptiveCard',
    body: [{ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Claim' }] }],
    actions: [
      {
        type: 'Action.ShowCard',
        card: { type: 'AdaptiveCard', actions: [{ type: 'Action.Submit', data: { type: 'Action.Fake' } }] },
      },
    ],
  };
  const before = JSON.stringify(card);
  expect(labelActions(card)).toMatchObject({
    body: [{ actions: [{ id: 'body.0.actions.0' }] }],
    actions: [{ id: 'actions.0', card: { actions: [{ id: 'actions.0.card.actions.0' }] } }],
  });
  expect(JSON.stringify(labelActions(card))).not.toContain('"type":"Action.Fake","id"');
  expect(JSON.stringify(card)).toBe(before);
});
