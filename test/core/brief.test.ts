// Reads briefs as assistants write them: labelled or not, with list marks and emphasis, and nothing else.

import { describe, expect, it } from 'vitest';
import { readBrief } from '../../src/core/brief.js';

describe('a brief', () => {
  it.each([
    [['Wants: a refund', 'Tried: the FAQ', 'Facts: order 77', 'Mood: calm, German']],
    [
      [
        '- **Wants:** a refund',
        '2. Tried: the FAQ',
        '* Facts: order 77',
        '**Mood and language:** calm, German',
      ],
    ],
    [
      [
        'Here you are:',
        'Facts: order 77',
        'wants: a refund',
        '',
        'Mood: calm, German',
        'TRIED: the FAQ',
        'Bye',
      ],
    ],
    [['a refund', ' the FAQ ', '• order 77', 'calm,\n German']],
  ])('is read from %j as four plain lines (B16)', (lines) => {
    expect(readBrief(lines)).toEqual(['a refund', 'the FAQ', 'order 77', 'calm, German']);
  });

  it.each([
    [[]],
    [['one', 'two', 'three']],
    [['1', '2', '3', '4', '5']],
    [['Wants:', 'Tried: x', 'Facts: y', 'Mood: z']],
  ])('is none in %j', (lines) => {
    expect(readBrief(lines)).toBeNull();
  });

  it('cuts what is too long, between whole characters', () => {
    const [first] = readBrief(['🧭'.repeat(400), 'b', 'c', 'd']) ?? [];
    expect(Array.from(first ?? '')).toHaveLength(280);
    expect(first?.endsWith('🧭…')).toBe(true);
  });
});
