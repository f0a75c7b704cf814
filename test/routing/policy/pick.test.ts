// Proves that a strategy never picks an agent without room, and that equals get equally much.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId } from '../../../src/core/id.js';
import { type Candidate, findStrategy, pickAgent, strategies } from '../../../src/routing/policy/pick.js';

const names = Object.keys(strategies);

/** Gives `count` chats one after the other; returns the loads. */
function giveOut(strategy: string, start: readonly Candidate[], count: number): Map<AgentId, number> {
  let all = [...start];
  for (let at = 1; at <= count; at += 1) {
    const chosen = pickAgent(findStrategy(strategy), all);
    if (!chosen) break;
    all = all.map((one) =>
      one.id === chosen.id ? { ...one, load: one.load + 1, lastAssignedAt: new Date(at) } : one,
    );
  }
  return new Map(all.map((one) => [one.id, one.load]));
}

const idle = (id: string, chatLimit: number, load = 0): Candidate => ({
  id: id as AgentId,
  load,
  chatLimit,
  lastAssignedAt: null,
  idleSince: new Date(0),
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
    expect(pickAgent(findStrategy(strategy), [])).toBeNull();
  });
});

const at = (id: string, load: number, assigned: number, idleSince = 0, chatLimit = 10) => ({
  ...idle(id, chatLimit, load),
  lastAssignedAt: new Date(assigned),
  idleSince: new Date(idleSince),
});
const pick = (strategy: string, people: readonly Candidate[], last?: string) =>
  pickAgent(findStrategy(strategy), people, (last ?? null) as AgentId | null)?.id;

it('gives to the least full by share of the limit, and of equals to whoever was idle longest', () => {
  expect(pick('least-busy', [at('a', 2, 1), at('b', 1, 9), at('c', 1, 5)])).toBe('c');
  expect(pick('least-busy', [at('a', 2, 1, 0, 10), at('b', 1, 9, 0, 2)])).toBe('a');
  expect(pick('no such strategy', [at('a', 2, 1), at('b', 1, 9)])).toBe('b');
});

it('goes round by the last assignment, or by the longest idleness, whatever they carry', () => {
  expect(pick('round-robin', [at('a', 2, 1, 8), at('b', 1, 5, 2)])).toBe('a');
  expect(pick('longest-idle', [at('a', 2, 1, 8), at('b', 1, 5, 2)])).toBe('b');
});

it('gives those who come back whom they had, while that agent has room', () => {
  expect(pick('last-agent-first', [at('a', 9, 9), at('b', 1, 1)], 'a')).toBe('a');
  expect(pick('last-agent-first', [at('a', 10, 9), at('b', 1, 1)], 'a')).toBe('b');
  expect(pick('least-busy', [at('a', 9, 9), at('b', 1, 1)], 'a')).toBe('b');
});
