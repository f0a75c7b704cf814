// Proves that what a desk remembers survives, sealed, each organization's and each team's for itself, and is forgotten in time.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMind } from '../../src/app/desk-mind.js';
import { type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const encryptionKey = Buffer.alloc(32, 1);
const mindOf = (team: string) =>
  createMind({
    store: floor.store,
    encryptionKey,
    desk: 'teams',
    team,
    owner: async () => floor.door.organizationId,
  });

describe('a desk’s memory', () => {
  it('keeps a value for whoever asks later, and only for its own team', async () => {
    await mindOf('t1').write('service', { url: 'https://one.example/' });
    await mindOf('t1').write('service', { url: 'https://two.example/' });
    expect(await mindOf('t1').read('service')).toEqual({ url: 'https://two.example/' });
    expect(await mindOf('t2').read('service')).toBeNull();
  });

  it('is sealed at rest, and bound to its place', async () => {
    const mind = mindOf('t3');
    await mind.write('person:1', { id: '29:secret' });
    const [row] = await floor.query<{ sealed: string }>(
      "select sealed from desk_memory where team = 't3' and key = 'person:1'",
    );
    expect(row?.sealed).not.toContain('29:');
    await floor.query(
      "insert into desk_memory (organization_id, desk, team, key, sealed) select organization_id, desk, team, 'person:2', sealed from desk_memory where team = 't3'",
    );
    await expect(mind.read('person:2')).rejects.toThrow();
  });

  it('sees at once what another process says first, and forgets what it is told to', async () => {
    const [one, other] = [mindOf('t4'), mindOf('t4')];
    expect(await one.read('upload:1')).toBeNull();
    await other.write('upload:1', { used: true });
    expect(await one.read('upload:1')).toEqual({ used: true });
    await one.forget('upload:1');
    expect(await one.read('upload:1')).toBeNull();
  });

  it('lists what begins with a word, as it stands in the database, of its own team only', async () => {
    const [one, other] = [mindOf('t6'), mindOf('t6')];
    await one.write('place:1', { reads: true });
    await one.read('place:1');
    await other.write('place:1', { reads: false });
    await other.write('place:2', { reads: true });
    await other.write('person:1', { id: '29:1' });
    await mindOf('t7').write('place:3', { reads: true });
    expect(await one.list('place:')).toEqual(
      new Map([
        ['place:1', { reads: false }],
        ['place:2', { reads: true }],
      ]),
    );
  });

  it('forgets what passes after a while, and nothing else', async () => {
    const mind = mindOf('t5');
    for (const key of ['lines:a', 'lines:b', 'person:1']) await mind.write(key, 1);
    await floor.query(
      "update desk_memory set updated_at = now() - interval '31 days' where team = 't5' and key <> 'lines:b'",
    );
    await mind.tidy(['lines:', 'upload:'], 30);
    const left = await floor.query<{ key: string }>(
      "select key from desk_memory where team = 't5' order by key",
    );
    expect(left.map(({ key }) => key)).toEqual(['lines:b', 'person:1']);
  });

  it('asks again whose it is after nobody was there yet', async () => {
    let asked = 0;
    const mind = createMind({
      store: floor.store,
      encryptionKey,
      desk: 'teams',
      team: 't6',
      owner: async () => {
        asked += 1;
        if (asked === 1) throw new Error('nobody is declared');
        return floor.door.organizationId;
      },
    });
    await expect(mind.read('service')).rejects.toThrow('nobody is declared');
    expect(await mind.read('service')).toBeNull();
  });
});
