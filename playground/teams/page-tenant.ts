// Stands the page API on the tenant in memory: what one person sees of it, and what they do there.

import { PageRefused } from '../wire/page-door.js';
import type { Dialog, Dialogs } from './dialogs.js';
import type { Gestures } from './gestures/index.js';
import type { Settings } from './options.js';
import { readTeamsApp } from './page-app.js';
import type { PageFile, PageGround } from './page-ground.js';
import { carryOutAct } from './page-hands.js';
import { shapePerson, shapePosts, shapeTeam } from './page-shape.js';
import {
  type Circumstance,
  PERSONAL,
  type TeamsDialog,
  type TeamsDone,
  type TeamsState,
} from './protocol.js';
import type { Person, Team } from './records.js';
import type { World } from './world.js';

interface Parts {
  readonly world: World;
  readonly settings: Settings;
  readonly dialogs: Dialogs;
  readonly gestures: Gestures;
  /** The app's manifest, for what it offers; nothing is offered without one. */
  readonly manifest: unknown;
}

/** Creates the ground the page API stands on. */
export const createTenantGround = (parts: Parts): PageGround => {
  const { world, settings, gestures } = parts;
  return {
    readState: (user) => readState(parts, user === null ? firstPerson(world) : needPerson(world, user)),
    readPosts: (user, chat) => {
      const person = needPerson(world, user);
      if (chat !== PERSONAL && !chatsOf(world, person).includes(chat))
        throw new PageRefused('chat_not_found', 'There is no such chat.');
      // Looking at the personal chat does not open it: only words do, and the app is told then.
      const known = world.chats.get(chat === PERSONAL ? person.personalChat : chat);
      return known ? shapePosts(world, known, user, settings.botName) : [];
    },
    chatsOf: (user) => chatsOf(world, needPerson(world, user)),
    carryOut: (user, act) => carryOutAct(gestures, user, act),
    change: async (circumstance) => {
      const answer = await changeCircumstance(parts, circumstance);
      if (!answer.ok) throw new PageRefused(answer.error, answer.text);
    },
    file: (id) => findFile(world, id),
    onChange: (listener) => {
      world.onChange(() => listener());
    },
  };
};

const needPerson = (world: World, id: string): Person => {
  const person = world.people.get(id);
  if (!person) throw new PageRefused('user_not_found', 'There is no such person here.');
  return person;
};

const firstPerson = (world: World): Person => needPerson(world, [...world.people.keys()][0] ?? '');

const teamsOf = (world: World, { id }: Person): Team[] =>
  [...world.teams.values()].filter(({ members }) => members.has(id));

const chatsOf = (world: World, person: Person): string[] => [
  ...teamsOf(world, person).flatMap(({ channels }) => channels.map(({ id }) => id)),
  PERSONAL,
];

const readState = ({ world, settings, dialogs, manifest }: Parts, person: Person): TeamsState => ({
  ok: true,
  user: shapePerson(person),
  people: [...world.people.values()].map(shapePerson),
  teams: teamsOf(world, person).map(shapeTeam),
  app: readTeamsApp(manifest, settings.botName),
  dialogs: dialogs.of(person.id).map((dialog) => shapeDialog(dialog, settings.botName)),
  graph: settings.graph,
});

const shapeDialog = ({ id, title, size, card, text }: Dialog, botName: string): TeamsDialog =>
  card === null
    ? { kind: 'message', id, title: title || botName, text }
    : { kind: 'card', id, title, size, card };

type Answer = TeamsDone | { readonly ok: false; readonly error: string; readonly text: string };

const changeCircumstance = async (
  { world, settings, gestures }: Parts,
  change: Circumstance,
): Promise<Answer> => {
  switch (change.set) {
    case 'reads': {
      const team = world.teams.get(change.team);
      if (!team) return { ok: false, error: 'team_not_found', text: 'There is no such team.' };
      world.setReads(team, change.on);
      return { ok: true };
    }
    case 'graph':
      settings.graph = change.on;
      world.tell({ type: 'state' });
      return { ok: true };
    case 'app-in-team':
      return change.on ? gestures.install({ team: change.team }) : gestures.uninstall({ team: change.team });
    case 'app-of-person':
      return change.on
        ? gestures.personalInstall({ user: change.user })
        : gestures.personalUninstall({ user: change.user });
  }
};

const findFile = (world: World, id: string): PageFile | undefined => {
  for (const { posts } of world.chats.values()) {
    for (const { images } of posts.values()) {
      const found = images.find((image) => image.id === id);
      if (found?.bytes) return { name: found.name, type: found.type, bytes: found.bytes };
    }
  }
  return undefined;
};
