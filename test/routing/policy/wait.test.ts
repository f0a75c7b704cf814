// Proves what is promised to one who waits: the truth about who is there, a range from real room, nothing finer than is known (B13).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateWait, isBetter, type QueueFacts, sameWait } from '../../../src/routing/policy/wait.js';

const minute = 60_000;
const facts = (change: Partial<QueueFacts>): QueueFacts => ({
  before: 0,
  assigned: 3,
  online: 2,
  slots: 4,
  free: 0,
  handlingMs: 10 * minute,
  ...change,
});

describe('the wait that is promised (B13)', () => {
  it.each<[string, Partial<QueueFacts>, object]>([
    ['nobody works there', { assigned: 0, online: 0, slots: 0 }, { kind: 'unmanned' }],
    ['nobody is online', { online: 0, slots: 0 }, { kind: 'nobody-online' }],
    ['somebody is free', { free: 1 }, { kind: 'soon' }],
    ['enough are free for those before, too', { before: 2, free: 3 }, { kind: 'soon' }],
    ['no history: a place and no range', { before: 2, handlingMs: null }, { kind: 'position', before: 2 }],
    ['nobody can hold a chat', { slots: 0 }, { kind: 'position', before: 0 }],
    ['next', {}, { kind: 'range', before: 0, fromMinutes: 1, untilMinutes: 5 }],
    ['two before', { before: 2 }, { kind: 'range', before: 2, fromMinutes: 2, untilMinutes: 10 }],
    ['far behind', { before: 60 }, { kind: 'range', before: 60, fromMinutes: 90, untilMinutes: 120 }],
  ])('%s', (what, change, wait) => {
    const said = estimateWait(facts(change));
    if (what === 'far behind') expect(said).toMatchObject({ kind: 'long', before: 60 });
    else expect(said).toEqual(wait);
  });

  it('halves when twice as many can be held at once, and grows with each place', () => {
    const few = estimateWait(facts({ before: 8, slots: 2 }));
    const many = estimateWait(facts({ before: 8, slots: 4 }));
    expect([few, many]).toEqual([
      { kind: 'range', before: 8, fromMinutes: 20, untilMinutes: 60 },
      { kind: 'range', before: 8, fromMinutes: 10, untilMinutes: 30 },
    ]);
  });

  it('always names the middle within its range, in round figures, the earlier first', () => {
    const any = fc.record({
      before: fc.nat(99),
      assigned: fc.constant(5),
      online: fc.integer({ min: 1, max: 5 }),
      slots: fc.integer({ min: 1, max: 40 }),
      free: fc.constant(0),
      handlingMs: fc.integer({ min: 1_000, max: 120 * minute }),
    });
    fc.assert(
      fc.property(any, (one) => {
        const wait = estimateWait(one);
        const minutes = ((one.before + 1) * one.handlingMs) / one.slots / minute;
        if (wait.kind === 'long') return minutes >= wait.overMinutes * 0.9;
        if (wait.kind !== 'range') return false;
        const [from, until] = [wait.fromMinutes, wait.untilMinutes];
        return from < until && minutes <= until && (minutes >= from || from === 1);
      }),
    );
  });

  it('gets better by a place, and when somebody is there again', () => {
    const third = estimateWait(facts({ before: 2 }));
    const second = estimateWait(facts({ before: 1 }));
    const nobody = estimateWait(facts({ online: 0 }));
    expect([isBetter(second, third), isBetter(third, second), isBetter(third, nobody)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([sameWait(third, { ...third }), sameWait(third, second)]).toEqual([true, false]);
  });
});
