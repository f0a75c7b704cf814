// Proves that the address remembers which desk is looked at, beside anything else it says.
import { expect, it } from 'vitest';
import { readDeskKind, writeDeskKind } from '../../../playground/page/desk-kind.js';

it('reads Slack unless the address names Teams', () => {
  expect(readDeskKind('')).toBe('slack');
  expect(readDeskKind('#desk=teams')).toBe('teams');
  expect(readDeskKind('#desk=else')).toBe('slack');
});

it('writes what it reads, and keeps the rest', () => {
  expect(writeDeskKind('', 'teams')).toBe('#desk=teams');
  expect(writeDeskKind('#a=1&desk=teams', 'slack')).toBe('#a=1');
  expect(writeDeskKind('#desk=teams', 'slack')).toBe('');
});
