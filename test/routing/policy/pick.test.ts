// Proves that a strategy never picks an agent without room, and that equals get equally much.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId } from '../../../src/core/id.js';
import { type Candidate, pickAgent, strategies } from '../../../src/routing/policy/pick.js';

const names = Object.keys(strategies);

/** Gives `count` chats one after the other; returns the loads. */
function giveOut(strategy: string, start: readonly Candidate[], count: number): Map<AgentId, number> {
  let all = [...start];
  for (let at = 1; at <= count; at += 1) {
    const chosen = pickAgent(strategy, all, new Date(at));
    if (!chosen) break;
    all = all.map((one) =>
      one.id === chosen ? { ...one, load: one.load + 1, lastAssignedAt: new Date(at) } : one,
    );
  }
  return new Map(all.map((one) => [one.id, one.load]));
}

const idle = (id: string, chatLimit: number, load = 0): Candidate => ({
  id: id as AgentId,
  load,
  chatLimit,
  lastAssignedAt: null,
});

describe.each(names)('%s', (strategy) => {
  it('never exceeds a limit, and stops only when all are full (A11)', () => {
    const crowd = fc.array(fc.tuple(fc.nat(6), fc.nat(8)), { maxLength: 8 });
    fc.assert(
      fc.property(crowd, fc.nat(60), (people, count) => {
        const start = people.map(([limit, load], at) => idle(`a${at}`, limit, load));
        const loads = giveOut(strategy, start, count);
        for (const one of start)
          expect(loads.get(one.id)).toBeLessThanOrEqual(Math.max(one.load, one.chatLimit));
        const room = start.reduce((sum, one) => sum + Math.max(0, one.chatLimit - one.load), 0);
        const given = start.reduce((sum, one) => sum + (loads.get(one.id) ?? 0) - one.load, 0);
        expect(given).toBe(Math.min(room, count));
      }),
    );
  });

  it('spreads over equals so that they differ by one at most (A11)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(80), (people, count) => {
        const start = Array.from({ length: people }, (_, at) => idle(`a${at}`, 100));
        const loads = [...giveOut(strategy, start, count).values()];
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('picks nobody from nobody', () => {
    expect(pickAgent(strategy, [], new Date())).toBeNull();
  });
});

it('gives to the least busy first, and for equals to whoever waited longest', () => {
  const at = (id: string, load: number, time: number) => ({
    ...idle(id, 9, load),
    lastAssignedAt: new Date(time),
  });
  expect(pickAgent('least-busy', [at('a', 2, 1), at('b', 1, 9), at('c', 1, 5)], new Date())).toBe('c');
  expect(pickAgent('round-robin', [at('a', 2, 1), at('b', 1, 9)], new Date())).toBe('a');
  expect(pickAgent('no such strategy', [at('a', 2, 1), at('b', 1, 9)], new Date())).toBe('b');
});
