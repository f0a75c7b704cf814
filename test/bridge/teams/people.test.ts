// People: met once and remembered, asked for where we post, and nothing written that is known.

import { afterEach, describe, expect, it } from 'vitest';
import { memoryKeys, type PersonMemory } from '../../../src/bridge/teams/memories.js';
import { createPeople } from '../../../src/bridge/teams/people.js';
import { closeWire, createMemory, failureOf, openWire, place } from './wire.js';

afterEach(closeWire);

function open() {
  const memory = createMemory();
  const wire = openWire({ memory });
  return { memory, wire, people: createPeople(wire) };
}

describe('createPeople', () => {
  it('asks for someone it never met, once', async () => {
    const { memory, wire, people } = open();
    wire.answer('GET', 200, { id: '29:1', name: 'Ann', aadObjectId: 'ann' });
    const ann = { id: '29:1', name: 'Ann', chat: null, home: null };
    expect(await people.find('ann', place)).toEqual(ann);
    expect(await people.find('ann', place)).toEqual(ann);
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]?.path).toMatch(/members\/ann$/);
    expect(memory.held.get(memoryKeys.person('ann'))).toEqual(ann);
  });

  it('asks where it posts when no place is named, past places that are closed to it', async () => {
    const { wire, people } = open();
    expect(await people.find('ann')).toBeNull();
    people.meetAt('19:closed');
    people.meetAt('19:other');
    people.meetAt(place);
    wire.answer('GET', 403, { error: { code: 'BotNotInConversationRoster' } });
    wire.answer('GET', 404);
    wire.answer('GET', 200, { id: '29:1' });
    expect(await people.find('ann')).toMatchObject({ id: '29:1', name: '' });
  });

  it('does not take an unreachable platform for an absent person', async () => {
    const { wire, people } = open();
    people.meetAt(place);
    wire.answer('GET', 503);
    expect(await failureOf(people.find('ann'))).toMatchObject({ class: 'retry', ambiguous: false });
  });

  it('keeps what it knows when it learns more, whoever tells it at the same time', async () => {
    const { memory, people } = open();
    await Promise.all([
      people.learn('ann', { id: '29:1', name: 'Ann' }),
      people.learn('ann', { id: '29:1', chat: 'a:1' }),
      people.learn('ann', { id: '29:1', home: '17' }),
    ]);
    const ann: PersonMemory = { id: '29:1', name: 'Ann', chat: 'a:1', home: '17' };
    expect(memory.held.get(memoryKeys.person('ann'))).toEqual(ann);
    const { writes } = memory;
    await people.learn('ann', { id: '29:1', chat: 'a:1' });
    expect(memory.writes).toBe(writes);
  });
});
