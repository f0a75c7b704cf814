// The tenant in memory: who is there, what was written, and who is told about each change.
import { createHash } from 'node:crypto';
import type { PersonSeed, Settings, TeamSeed } from './options.js';
import { createPostBook } from './post-book.js';
import type { Change, Chat, Person, Post, Team } from './records.js';

export type World = ReturnType<typeof createWorld>;

interface Seeds {
  readonly people: readonly PersonSeed[];
  readonly teams: readonly TeamSeed[];
  readonly personalFor: readonly string[] | null;
}

/** Creates the tenant with its people, its teams and their channels; personal chats are opened when needed. */
export const createWorld = (settings: Settings, { people: seeds, teams: teamSeeds, personalFor }: Seeds) => {
  const listeners = new Set<(change: Change) => void>();
  const people = new Map<string, Person>();
  const teams = new Map<string, Team>();
  const chats = new Map<string, Chat>();
  const toasts = new Map<string, string[]>();
  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };
  const book = createPostBook(settings, chats, tell);

  const addPerson = (seed: PersonSeed, hasApp = seed.guest !== true): Person => {
    const person = makePerson(settings, seed, hasApp);
    people.set(person.id, person);
    return person;
  };
  const addTeam = (seed: TeamSeed): Team => {
    const team = makeTeam(seed, [...people.keys()]);
    teams.set(team.id, team);
    for (const { id } of team.channels) chats.set(id, { kind: 'channel', id, team, posts: new Map() });
    return team;
  };
  for (const seed of seeds) addPerson(seed, personalFor?.includes(seed.id) ?? seed.guest !== true);
  for (const seed of teamSeeds) addTeam(seed);

  return {
    people,
    teams,
    chats,
    addPerson,
    addTeam,
    ...book,
    /** The personal chat of somebody, opened if it is not yet. */
    openPersonal: (person: Person): Chat => {
      const known = chats.get(person.personalChat);
      if (known) return known;
      const chat: Chat = { kind: 'personal', id: person.personalChat, person, posts: new Map() };
      chats.set(chat.id, chat);
      return chat;
    },
    /** Somebody by their Entra id or by the connector's. */
    findPerson: (id: string): Person | undefined =>
      people.get(id) ?? [...people.values()].find((person) => person.mri === id),
    ...createReaders(chats, people, toasts),
    toast: (user: string, text: string): void => {
      toasts.set(user, [...(toasts.get(user) ?? []), text]);
      tell({ type: 'toast', user, text });
    },
    ...createSetters(tell),
    tell,
    /** Told after every change, until the answer is called. */
    onChange: (listener: (change: Change) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** What tests and the page look at. */
const createReaders = (
  chats: ReadonlyMap<string, Chat>,
  people: ReadonlyMap<string, Person>,
  toasts: ReadonlyMap<string, readonly string[]>,
) => {
  const all = (chat: string): Post[] => [...(chats.get(chat)?.posts.values() ?? [])];
  const open = (chat: string): Post[] => all(chat).filter((post) => post.onlyFor === null);
  const repliesTo = (chat: string, root: string): Post[] => open(chat).filter((post) => post.root === root);
  return {
    /** The threads of a channel, oldest first; what is seen by one person only is in none of them. */
    threads: (channel: string): { readonly root: Post; readonly replies: Post[] }[] =>
      open(channel)
        .filter((post) => post.root === null)
        .map((root) => ({ root, replies: repliesTo(channel, root.id) })),
    /** The posts that everyone in a chat sees; with a root the replies to it. */
    posts: (chat: string, root?: string): Post[] => (root === undefined ? open(chat) : repliesTo(chat, root)),
    post: (chat: string, id: string): Post | undefined => chats.get(chat)?.posts.get(id),
    /** What only this person sees, in every channel, oldest first. */
    targetedOf: (user: string): Post[] =>
      [...chats.keys()]
        .flatMap(all)
        .filter((post) => post.onlyFor === user && !post.isDeleted)
        .sort((left, right) => Number(left.id) - Number(right.id)),
    /** This person's chat with the app. */
    personalOf: (user: string): Post[] => all(people.get(user)?.personalChat ?? ''),
    /** The passing sentences this person was shown. */
    toastsOf: (user: string): readonly string[] => toasts.get(user) ?? [],
  };
};

/** What changes consents and members; the app is told of none of it by these alone. */
const createSetters = (tell: (change: Change) => void) => ({
  setReads: (team: Team, reads: boolean): void => {
    team.reads = reads;
    tell({ type: 'state' });
  },
  setAppInTeam: (team: Team, hasApp: boolean): void => {
    team.hasApp = hasApp;
    tell({ type: 'state' });
  },
  setAppOf: (person: Person, hasApp: boolean): void => {
    person.hasApp = hasApp;
    tell({ type: 'state' });
  },
  /** Lets the app write in a channel, or not. */
  setClosed: (team: Team, channel: string, isClosed: boolean): void => {
    if (isClosed) team.closed.add(channel);
    else team.closed.delete(channel);
    tell({ type: 'state' });
  },
});

/** Ids that look like those of the platform and are the same at every start. */
const hash = (...words: string[]): string =>
  createHash('sha256').update(words.join('\n')).digest('base64url');

const makePerson = ({ appId, tenantId }: Settings, seed: PersonSeed, hasApp: boolean): Person => ({
  id: seed.id,
  name: seed.name,
  mri: `29:1${hash('person', appId, seed.id)}`,
  isGuest: seed.guest ?? false,
  tenantId: seed.tenantId ?? tenantId,
  personalChat: `a:1${hash('chat', appId, seed.id)}`,
  hasApp,
  isBlocking: false,
});

const makeTeam = (seed: TeamSeed, everybody: readonly string[]): Team => ({
  id: seed.id,
  groupId: seed.groupId,
  name: seed.name,
  channels: [...seed.channels],
  members: new Set(seed.members ?? everybody),
  reads: seed.reads,
  hasApp: seed.hasApp ?? true,
  closed: new Set(),
});
