// How the app comes and goes: installed in teams and by people, members who join and leave.
import type { Chat, Person, Team } from '../records.js';
import { type Done, GestureRefusal, type Ground, needPerson } from './ground.js';

/** Opens somebody's chat with the app when they never had it, and tells the app. */
export const meet = async (ground: Ground, person: Person): Promise<Chat> => {
  const { world } = ground;
  const isNew = !person.hasApp || !world.chats.has(person.personalChat);
  const chat = world.openPersonal(person);
  if (!isNew) return chat;
  world.setAppOf(person, true);
  await tellArrival(ground, person, chat, true);
  return chat;
};

const tellArrival = async (
  { shapes, events }: Ground,
  person: Person,
  chat: Chat,
  isAdded: boolean,
): Promise<void> => {
  const where = { chat };
  await Promise.all([
    events.tell(shapes.members(person, where, { isAdded, who: ['app'] })),
    events.tell(shapes.installation(person, where, isAdded ? 'add' : 'remove')),
  ]);
};

const needTeam = ({ world }: Ground, id: string): Team => {
  const team = world.teams.get(id);
  if (!team) throw new GestureRefusal('team_not_found', 'There is no such team.');
  return team;
};

interface InTeam {
  readonly team: string;
  /** Who does it; the first member when left out. */
  readonly by?: string;
}

/** Installs the app in a team, or takes it away. */
export const setInstalled =
  (ground: Ground, hasApp: boolean) =>
  async ({ team: id, by }: InTeam): Promise<Done> => {
    const { world } = ground;
    const team = needTeam(ground, id);
    if (team.hasApp === hasApp) return { ok: true };
    const person = needPerson(ground, by ?? [...team.members][0] ?? '');
    const chat = world.chats.get(team.channels[0]?.id ?? '');
    world.setAppInTeam(team, hasApp);
    if (chat) await tellArrival(ground, person, chat, hasApp);
    return { ok: true };
  };

/** Somebody installs the app for themselves, or takes it away. */
export const setPersonal =
  (ground: Ground, hasApp: boolean) =>
  async ({ user }: { readonly user: string }): Promise<Done> => {
    const person = needPerson(ground, user);
    if (hasApp) {
      await meet(ground, person);
      return { ok: true };
    }
    if (!person.hasApp) return { ok: true };
    ground.world.setAppOf(person, false);
    await tellArrival(ground, person, ground.world.openPersonal(person), false);
    return { ok: true };
  };

/** Somebody joins a team, or leaves it. */
export const setMember =
  (ground: Ground, isAdded: boolean) =>
  async ({ team: id, user }: { readonly team: string; readonly user: string }): Promise<Done> => {
    const { world, shapes, events } = ground;
    const team = needTeam(ground, id);
    const person = needPerson(ground, user);
    if (isAdded) team.members.add(person.id);
    else team.members.delete(person.id);
    world.tell({ type: 'state' });
    const chat = world.chats.get(team.channels[0]?.id ?? '');
    if (chat && team.hasApp) await events.tell(shapes.members(person, { chat }, { isAdded, who: [person] }));
    return { ok: true };
  };
