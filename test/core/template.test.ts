// Templates: their variables in the platform's order, and the text the customer will read.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countVariables,
  fillText,
  type MessageTemplate,
  previewTemplate,
  readVariables,
  splitValues,
  tidyValue,
} from '../../src/core/template.js';

const reopen: MessageTemplate = {
  name: 'reopen_chat',
  language: 'en_GB',
  category: 'UTILITY',
  header: 'About {{1}}',
  body: 'Hi {{2}}, shall we go on with {{1}}? Yours, {{2}}',
  footer: 'Acme',
  buttons: ['Yes', 'No'],
};

describe('a template', () => {
  it('names each variable once, numbered ones by their number', () => {
    expect(readVariables(reopen.body)).toEqual(['1', '2']);
    expect(readVariables('{{10}} {{9}}')).toEqual(['9', '10']);
    expect(readVariables('{{ name }} and {{day}}, {{name}}')).toEqual(['name', 'day']);
    expect(readVariables(null)).toEqual([]);
    expect(countVariables(reopen)).toBe(3);
  });

  it('reads as the customer will read it', () => {
    const values = splitValues(reopen, ['order 7', 'the parcel', 'Amara']);
    expect(values).toEqual({ header: ['order 7'], body: ['the parcel', 'Amara'] });
    expect(previewTemplate(reopen, values)).toBe(
      'About order 7\n\nHi Amara, shall we go on with the parcel? Yours, Amara\n\nAcme\n\n[Yes] [No]',
    );
    expect(previewTemplate(reopen)).toContain('Hi {{2}}, shall');
  });

  it('takes values literally and on one line', () => {
    expect(fillText('Hi {{1}}', ['$& {{1}} $1'])).toBe('Hi $& {{1}} $1');
    expect(tidyValue('  a\n\tb     c ')).toBe('a b c');
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, values) => {
        expect(fillText(text, values)).toBeTypeOf('string');
        expect(new Set(readVariables(text)).size).toBe(readVariables(text).length);
      }),
    );
  });
});
