// Who is in a place on Teams and who of them is a guest, by what the connector's roster tells.

import { expect, it } from 'vitest';
import { createMembers } from '../../../src/bridge/teams/members.js';

const people = [
  { id: '29:1', aadObjectId: 'kim', tenantId: 'home', userRole: 'user', name: 'Kim' },
  { id: '29:2', aadObjectId: 'gil', tenantId: 'home', userRole: 'guest', name: 'Gil' },
  { id: '29:3', aadObjectId: 'far', tenantId: 'abroad', userRole: 'user', name: 'Far' },
];
const members = createMembers({
  options: { tenantId: 'home' },
  connector: {
    roster: async () => people,
    member: async (_at, user) => people.find((one) => one.aadObjectId === user) ?? null,
  },
});

it('tells guests from members in one read of the roster', async () => {
  expect(await members.members({ team: 'home', place: '19:a' })).toEqual({
    users: ['kim', 'gil'],
    guests: ['gil', 'far'],
    isPrivate: true,
  });
});

it('tells of one person where they were met; of others, and without a place, nothing', async () => {
  const ask = (user: string, place: string | null = '19:a') => members.isGuest({ team: 'home', place }, user);
  expect([await ask('kim'), await ask('gil'), await ask('far')]).toEqual([false, true, true]);
  expect([await ask('nobody'), await ask('gil', null)]).toEqual([null, null]);
});

it('calls people by their names, and guests as guests', async () => {
  const call = (user: string) => members.nameOf({ team: 'home', place: '19:a' }, user);
  expect([await call('kim'), await call('gil'), await call('nobody')]).toEqual(['Kim', 'Gil (guest)', null]);
});
