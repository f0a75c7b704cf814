// Proves that a wish for a person is heard in any writing, and not where there is none.

import { describe, expect, it } from 'vitest';
import { asksForPerson, defaultHandOff } from '../../src/core/chatbot.js';

const asks = (text: string, phrases = defaultHandOff.phrases) => asksForPerson(text, phrases);

describe('asksForPerson', () => {
  it.each([
    'talk to a human',
    'Can I TALK TO A HUMAN, please?',
    'talk\n to…a — human!!!',
    '„Real person“',
    'Ich möchte bitte mit einem Menschen reden',
    'ICH WILL EINEN MITARBEITER SPRECHEN.',
  ])('hears %j', (text) => {
    expect(asks(text)).toBe(true);
  });

  it.each([
    '',
    '   ',
    'humane treatment',
    'an unreal person',
    'surreal personality',
    'talk to a humanist',
    'mensch',
  ])('does not hear a wish in %j', (text) => {
    expect(asks(text)).toBe(false);
  });

  it('keeps to word borders also where letters are not ASCII', () => {
    expect(asks('Überärzte', ['ärzte'])).toBe(false);
    expect(asks('Gibt es ÄRZTE?', ['ärzte'])).toBe(true);
    expect(asks('人と話したい 人', ['人'])).toBe(true);
  });

  it('hears nothing in phrases without words', () => {
    expect(asks('…', ['', ' ', '!?'])).toBe(false);
    expect(asks('anything', [])).toBe(false);
  });
});
