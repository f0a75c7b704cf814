// Everything that somebody's role or assignment does not allow, asked at the real doors of both desks: refused, and nothing is changed.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { rival } from '../support/house-declaration.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { type MatrixLine, matrix, mayAsk, notAllowed, printTables } from '../support/role-matrix.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

/** One of each role who is assigned, one of each who is assigned elsewhere, and somebody who is no agent. */
const people = [
  { name: 'Ann', role: 'agent', assigned: true },
  { name: 'Sam', role: 'support agent', assigned: true },
  { name: 'Mia', role: 'account manager', assigned: true },
  { name: 'Sue', role: 'supervisor', assigned: true },
  { name: 'Tom', role: 'support agent', assigned: false },
  { name: 'Zoe', role: 'agent', assigned: false },
  { name: 'Max', role: 'account manager', assigned: false },
  { name: 'Kai', role: 'supervisor', assigned: false },
] as const;
const userOf = (name: string) => `U0${name.toUpperCase()}`;
const agents = people.map(({ name, role, assigned }) => ({
  name,
  role,
  slack: userOf(name),
  chatLimit: 20,
  chatbots: [assigned ? 'acme' : 'rival'],
}));
const asking = [
  ...people
    .filter(({ name }) => name !== 'Ann')
    .map((one) => ({ ...one, user: userOf(one.name), owns: false })),
  { name: 'a stranger', user: 'U0STRANGER', role: null, assigned: false, owns: false },
];

const settings = {
  agents,
  chatbots: [rival],
  on: [
    { desk: 'slack', engine: 'postgres' },
    { desk: 'teams', engine: 'postgres' },
  ],
} as const;

/** What hearing alone leaves behind, and what the house does by itself all the while. */
const byItself = ['desk_memory', 'place_watch', 'place_member', 'redraw', 'timer'];

onEachDesk('what a role does not allow', settings, (house, setting) => {
  const chats = new Map<MatrixLine['chat'], { readonly reference: string; readonly id: string }>();
  const referenceOf = async (id: string) =>
    `#${(await house().query('select reference from conversation where id = $1', [id]))[0]?.reference}`;
  const heldLine = async (id: string) =>
    String((await house().query('select id from held_line where conversation_id = $1', [id]))[0]?.id);
  let held = '';

  it('begins with a chat that waits, one that Ann has, and one that is closed', async () => {
    const waiting = await waitForPerson(house());
    const owned = await takeOver(house(), 'U0ANN');
    await house().agent('U0SUE').types(owned.thread, 'Held back.');
    const over = await takeOver(house(), 'U0ANN');
    await over.agent.types(over.thread, '!close');
    await house().becomes(over.id, 'closed');
    for (const [chat, { id }] of [
      ['pending', waiting],
      ['active', owned],
      ['closed', over],
    ] as const)
      chats.set(chat, { id, reference: await referenceOf(id) });
    await house().agent('U0KAI').commands('help');
    await eventually('the line is held', async () => looksHeld(await heldLine(owned.id)));
    held = await heldLine(owned.id);
  });
  const looksHeld = (id: string) => /^[0-9a-f-]{36}$/u.test(id);

  it('refuses everybody, by role and by assignment, whatever they ask for (A14)', async () => {
    const print = () => printTables((text) => house().query(text), byItself);
    await house().settled();
    const before = await print();
    await Promise.all(asking.map((one, at) => askAll(one, at)));
    await house().settled();
    expect(await print()).toEqual(before);
  }, 120_000);

  async function askAll({ name, user, ...who }: (typeof asking)[number], at: number): Promise<void> {
    const { role, assigned, owns } = who;
    const stand = role === null ? null : { role, assigned, owns };
    // Sue wrote the line that is held: it is hers.
    const refused = matrix.filter(
      (line) => !mayAsk(line, stand) && !(name === 'Sue' && /HELD/u.test(line.ask)),
    );
    // Teams lets us write to one person so often only: there each asks the half of it, in portions.
    const isTeams = setting.desk === 'teams';
    const asks = isTeams ? refused.filter((_, place) => (place + at) % 2 === 0) : refused;
    expect(asks.length).toBeGreaterThan(10);
    const person = house().agent(user);
    for (const [place, { ask, chat }] of asks.entries()) {
      if (isTeams && place % 6 === 5) await sleep(2_500);
      const earlier = person.whispers().length;
      await person.commands(
        ask
          .replace('#', chats.get(chat)?.reference ?? '')
          .replace('KEY', 'acme')
          .replace('WHO', 'Ann')
          .replace('HELD', held)
          .replace('TO', 'Sam'),
      );
      await eventually(`${user} is answered “${ask}”`, () => person.whispers().length > earlier);
      const told = person.whispers().at(-1);
      expect({ user, ask, told }).toEqual({ user, ask, told: expect.stringMatching(notAllowed) });
    }
  }
});
