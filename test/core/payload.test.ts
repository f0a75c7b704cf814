// What platforms send is read without trusting its shape.

import { describe, expect, it } from 'vitest';
import { asRecord, numberAt, parseRecord, recordAt, recordsAt, textAt } from '../../src/core/payload.js';

const odd = [null, undefined, 7, 'words', true, ['a', { b: 1 }]];

describe('reading what came', () => {
  it('takes objects for objects, and nothing else', () => {
    const given = { a: 1 };
    expect(asRecord(given)).toBe(given);
    expect(odd.map(asRecord)).toEqual(odd.map(() => null));
  });

  it('finds members of the kind that is asked for, and else nothing', () => {
    const given = { record: { a: 1 }, text: 'words', empty: '', number: 0, endless: Infinity, list: [1] };
    expect(recordAt(given, 'record')).toEqual({ a: 1 });
    expect(['text', 'list', 'missing'].map((key) => recordAt(given, key))).toEqual([{}, {}, {}]);
    expect(textAt(given, 'text')).toBe('words');
    expect(['empty', 'number', 'missing'].map((key) => textAt(given, key))).toEqual([null, null, null]);
    expect(numberAt(given, 'number')).toBe(0);
    expect(['endless', 'text', 'missing'].map((key) => numberAt(given, key))).toEqual([null, null, null]);
    expect([recordAt(null, 'a'), textAt(null, 'a'), numberAt(null, 'a')]).toEqual([{}, null, null]);
  });

  it('keeps the objects of a list, in order, and leaves out the rest of it', () => {
    expect(recordsAt({ list: [{ a: 1 }, 'x', null, [], { b: 2 }] }, 'list')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(recordsAt({ list: { a: 1 } }, 'list')).toEqual([]);
    expect(recordsAt(null, 'list')).toEqual([]);
  });

  it('parses JSON that is an object, and takes nonsense for nothing', () => {
    expect(parseRecord('{"a":1}')).toEqual({ a: 1 });
    expect([null, '', '{', '[1]', '7', 'null'].map(parseRecord)).toEqual(Array(6).fill(null));
  });
});
