// Nobody can pose as someone else by their name.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speakerName } from '../../../src/bridge/desk-kit/speaker-name.js';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('a speaker’s name', () => {
  it('marks every side, so that nobody can pose as another', () => {
    expect(speakerName({ name: 'Maria', side: 'contact' })).toBe('Maria · customer');
    expect(speakerName({ name: 'Acme', side: 'assistant' })).toBe('Acme · assistant');
    expect(speakerName({ name: 'Kim', side: 'agent' })).toBe('Kim · agent');
    expect(speakerName({ name: 'Baton', side: 'system' })).toBe('Baton');
    expect(speakerName({ name: ' ', side: 'contact' })).toBe('customer');
  });

  it('has no control characters and at most 80 characters', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('contact' as const, 'assistant' as const, 'agent' as const, 'system' as const),
        (name, side) => {
          const shown = speakerName({ name, side });
          expect(shown.length).toBeLessThanOrEqual(80);
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(shown.trim()).not.toBe('');
        },
      ),
    );
  });

  it('is marked whatever it says of itself', () => {
    expect(speakerName({ name: 'Kim · agent', side: 'contact' })).toBe('Kim · agent · customer');
    expect(speakerName({ name: 'Kim\n\u202Etnega', side: 'contact' })).toBe('Kim tnega · customer');
    expect(speakerName({ name: 'x'.repeat(300), side: 'contact' })).toMatch(/… · customer$/);
    expect(speakerName({ name: 'x'.repeat(300), side: 'assistant' })).toHaveLength(80);
    expect(speakerName({ name: '', side: 'assistant' })).toBe('assistant');
    expect(speakerName({ name: 'Baton', side: 'system' })).toBe('Baton');
  });
});
