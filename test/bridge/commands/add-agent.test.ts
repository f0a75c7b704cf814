// Adding an agent by choosing the person: by the desk's own picker, or from those whom the desk tells of.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Desk } from '../../../src/bridge/desk.js';
import type { BridgeHouse } from '../../../src/bridge/house.js';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { createDesks } from '../../../src/bridge/registry.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { Failure } from '../../../src/core/errors.js';
import { ask, openHouse, place, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';

let test: TestHouse;
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());

function houseWith(change: Partial<Desk>): BridgeHouse {
  const [desk] = test.house.desks.all;
  if (!desk) throw new Error('no desk');
  return { ...test.house, desks: createDesks([{ ...desk, ...change }]) };
}

async function run(house: BridgeHouse, person: string, args: string, change: Partial<Invocation> = {}) {
  const { invocation, answers } = ask(person, 'agents', { args, ...change });
  await runInvocation(house, invocation);
  return { ...answers, words: answers.cards.map(readCard).join('\n') };
}

const nameOf: Desk['nameOf'] = async (_at, user) => (user === 'B0APP' ? null : `Person ${user}`);

it('is asked by the desk’s own picker where it has one; who is chosen is called as there', async () => {
  const house = houseWith({ nameOf });
  const { cards } = await run(house, 'adi', '');
  expect(cards.flatMap((card) => buttonsOf(card)).map(({ label }) => label)).toContain('Add an agent…');
  expect((await run(house, 'sue', '')).cards.flatMap((card) => buttonsOf(card))).toEqual([]);
  const [form] = (await run(house, 'adi', 'add')).forms;
  expect(form?.fields[0]).toMatchObject({ kind: 'person', id: 'person', people: [] });
  const values = { person: 'U0NEW', role: 'supervisor', name: '' };
  const { words } = await run(house, 'adi', 'add', { via: 'form', values });
  expect(words).toContain('Person U0NEW is an agent now');
  expect(words).toContain('supervisor');
});

it('refuses apps, agents, a dialog without a person, and whoever is no admin (A14)', async () => {
  const house = houseWith({ nameOf });
  const submit = (person: string, values: Record<string, string>) =>
    run(house, person, 'add', { via: 'form', values });
  expect(JSON.stringify(await submit('adi', { person: 'B0APP', role: 'agent' }))).toContain(
    'nobody who could',
  );
  expect(JSON.stringify(await submit('adi', { person: 'U0SAM', role: 'agent' }))).toContain('already');
  expect(JSON.stringify(await submit('adi', { role: 'agent' }))).toContain('agents add @person');
  expect(JSON.stringify(await submit('sue', { person: 'U0X', role: 'agent' }))).toContain('admin');
  expect((await run(house, 'sue', 'add')).forms).toEqual([]);
});

it('offers whom the desk tells of, without those who are agents, and says so where it cannot tell', async () => {
  const asked: string[] = [];
  const house = houseWith({
    nameOf,
    people: async (at) => {
      asked.push(at.place);
      return [
        { user: 'U0ZED', name: 'Zed' },
        { user: 'U0SAM', name: 'Sam' },
        { user: 'U0ABE', name: 'Abe' },
      ];
    },
  });
  const [form] = (await run(house, 'adi', 'add', { place })).forms;
  expect(form?.fields[0]).toMatchObject({
    people: [
      { label: 'Abe', value: 'U0ABE' },
      { label: 'Zed', value: 'U0ZED' },
    ],
  });
  // Asked in a direct message: any place of the organization will do.
  await run(house, 'adi', 'add', { place: 'D0ADI' });
  expect(asked).toEqual([place, place]);
  const away = new Failure('Away.', { class: 'retry', code: 'x' });
  const silent = houseWith({ people: () => Promise.reject(away) });
  expect((await run(silent, 'adi', 'add')).words).toContain('agents add @person');
});
