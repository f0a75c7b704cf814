// What is said about a failure that has no sentence of its own: which desk it was, and what it said.

import { expect, it } from 'vitest';
import { failureSentences } from '../../../src/bridge/desk-kit/failure-sentences.js';

it('names the desk, and the code wherever somebody could act on it', () => {
  const { retry, ...others } = failureSentences('Slack');
  expect(retry('network')).toBe('Slack cannot be reached at the moment.');
  expect(Object.values(others).map((say) => say('odd_code'))).toEqual([
    'Slack refused it (odd_code).',
    'Slack does not find where this should go (odd_code).',
    'Slack refused the content (odd_code).',
    'Slack does not let Baton in (odd_code).',
    'Slack does not allow this here (odd_code).',
  ]);
});
