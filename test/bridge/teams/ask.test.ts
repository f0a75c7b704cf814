// Asks and memories survive the way through an action's data, and nothing foreign is taken for one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packAsk, packMemory, unpackAsk, unpackMemory } from '../../../src/bridge/desk-kit/packed-ask.js';
import { readAsk, readValues } from '../../../src/bridge/teams/ask.js';

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const ask = { word: 'retry', args: 'send m1', conversationId: 'c1', epoch: 3 };
const memory = { ask, place: '19:x@thread.tacv2', threadRef: '1776', postRef: '1776/1777' };

describe('asks in the data of actions', () => {
  it('come back as they went', () => {
    expect(unpackAsk(through(packAsk(ask)))).toEqual(ask);
    expect(unpackAsk(through(packAsk({ word: 'queue' })))).toEqual({ word: 'queue' });
    expect(unpackAsk(through(packAsk({ word: 'claim', epoch: 0 })))).toEqual({ word: 'claim', epoch: 0 });
  });

  it('come back with the memory of a form', () => {
    expect(unpackMemory(through(packMemory(memory)))).toEqual(memory);
    const nowhere = { ask: { word: 'note' }, place: null, threadRef: null, postRef: null };
    expect(unpackMemory(through(packMemory(nowhere)))).toEqual(nowhere);
  });

  it('take what was chosen in a menu as their arguments', () => {
    const data = { ask: packAsk({ word: 'template' }), pick: 'menu-1-0' };
    expect(readAsk({ ...data, 'menu-1-0': 'reopen:en' })).toEqual({ word: 'template', args: 'reopen:en' });
    expect(readAsk(data)).toEqual({ word: 'template' });
    expect(readAsk({ ask: packAsk(ask) })).toEqual(ask);
  });

  it('are null for anything else, whatever it is', () => {
    expect(unpackAsk({ w: 7 })).toBeNull();
    expect(unpackMemory({ a: { w: '' } })).toBeNull();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const word = unpackAsk(value)?.word;
        return word === undefined || word === String((value as { w: string }).w).toLowerCase();
      }),
    );
  });
});

describe('what the inputs of a form hold', () => {
  it('is read by field, without what is ours or Teams’ and what is no text', () => {
    const data = { form: {}, ask: {}, msteams: {}, type: 'task/fetch', text: 'Hi', comment: '', n: 7 };
    expect(readValues(data)).toEqual({ text: 'Hi', comment: '' });
    expect(readValues(null)).toEqual({});
  });
});
