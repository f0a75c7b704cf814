// The desk of a journey on Teams: the stand-in with the usual people in one team, and what is seen and done there.

import { listInputs } from '../../playground/teams/card-actions.js';
import { createTeamsStandIn, type Post, readText, type TeamsStandIn } from '../../playground/teams/index.js';
import type { TeamsFaultRule } from '../../playground/teams/protocol.js';
import type { Json } from '../../playground/teams/records.js';
import {
  type DeskHands,
  type DeskPost,
  personId,
  placeId,
  type ShownMark,
  supportPlace,
} from './desk-hands.js';
import { createTeamsAgent, idOf, must, type Told } from './teams-agent.js';
import { readLabels, seeDialog, seeOwn, seePost, teamsPlace } from './teams-sights.js';

export interface TeamsHandsOptions {
  /** The team lets the app read along; true unless told otherwise. */
  readonly reads?: boolean;
}

export interface ShownDialog {
  readonly text: string;
  readonly labels: readonly string[];
  readonly inputs: readonly string[];
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

export interface TeamsHands extends DeskHands {
  readonly teams: TeamsStandIn;
  /** What befalls the next calls that post something. */
  befall(fault: TeamsFaultRule): void;
  dialogOf(user: string): ShownDialog | null;
  /** Chooses an action in the menu of a message. */
  messageAction(user: string, post: DeskPost, commandId: string): Promise<void>;
  /** Undoes the deletion of one's own line. */
  undeletes(user: string, line: string): Promise<void>;
  /** Gives a command behind a slash: only its author and the app see it. */
  slash(user: string, text: string): Promise<void>;
  /** The team lets the app read along from now on, or no longer. */
  letsReadAlong(reads: boolean): void;
  /** The team removes the app and adds it again, letting it read along or not. */
  addsAnew(grants: { readonly reads: boolean }): Promise<void>;
  /** The home card in somebody's chat. */
  homeOf(user: string): DeskPost | null;
}

export const teamsTeam = '19:team@thread.tacv2';

/** Starts the tenant; `people` are the members of its team. */
export async function startTeamsHands(
  people: readonly { readonly id: string; readonly name: string }[],
  { reads = true }: TeamsHandsOptions = {},
): Promise<TeamsHands> {
  const teams = createTeamsStandIn({
    people: [...people],
    teams: [
      {
        id: teamsTeam,
        groupId: '9a000000-0000-4000-8000-000000000003',
        name: 'Support',
        channels: [
          { id: teamsPlace, name: 'Support' },
          { id: placeId('teams', 'C0OTHER'), name: 'Other' },
        ],
        reads,
      },
    ],
    resendMs: [0, 300, 1_000],
  });
  await teams.listen();
  const { appId, secret, tenantId } = teams.settings;
  const told: Told = new Map();
  let door = '';
  const hear = () => teams.sendTo(door);
  return {
    kind: 'teams',
    teams,
    env: {
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: secret,
      TEAMS_TENANT_ID: tenantId,
      TEAMS_CLOUD_URL: teams.cloudUrl(),
    },
    place: teamsPlace,
    reach(url) {
      door = `${url}/api/messages`;
      hear();
    },
    agent: (user) => createTeamsAgent(teams, personId('teams', user), told),
    ...createSights(teams),
    ...createTroubles(teams, hear),
    ...createRepeats(teams, told),
    ...createMore(teams),
    whenIdle: () => teams.whenIdle(),
    stop: () => teams.close(),
  };
}

const signs: Readonly<Record<string, ShownMark>> = {
  '⏳': 'waiting',
  '✅': 'sent',
  '👀': 'seen',
  '⚠️': 'failed',
};

type Sights = Pick<DeskHands, 'root' | 'posts' | 'roots' | 'marks' | 'watchMarks'>;

function createSights(teams: TeamsStandIn): Sights {
  const { world } = teams;
  const marks = (line: string) => {
    const [root = ''] = line.split('/');
    const second = Math.floor(Number(idOf(line)) / 1_000);
    return world.posts(teamsPlace, root).flatMap((post) => marksIn(post, second));
  };
  return {
    root(thread) {
      const found = world.post(teamsPlace, thread);
      if (!found || found.isDeleted) throw new Error('the root is gone');
      return seePost(found);
    },
    posts: (thread, place = supportPlace) =>
      world
        .posts(placeId('teams', place), thread)
        .filter((post) => !post.isDeleted && groupsIn(post).length === 0)
        .map((post) => seePost(post)),
    roots: (place = supportPlace) =>
      world
        .threads(placeId('teams', place))
        .filter(({ root }) => !root.isDeleted)
        .map(({ root }) => seePost(root)),
    marks,
    watchMarks: (line, listener) =>
      world.onChange(() => {
        const [mark] = marks(line);
        if (mark) listener(mark);
      }),
  };
}

/** What a status line tells: signs, each with the moments of the lines it stands for. */
function groupsIn(post: Post): { readonly mark: ShownMark; readonly seconds: readonly number[] }[] {
  if (post.author !== null) return [];
  return readText(post)
    .split('·')
    .flatMap((piece) => {
      const mark = signs[piece.trim().split(' ')[0] ?? ''];
      const seconds = [...piece.matchAll(/\{\{TIME\(([^)]+)\)\}\}/gu)].map(
        ([, at]) => Date.parse(at ?? '') / 1_000,
      );
      return mark && seconds.length > 0 ? [{ mark, seconds }] : [];
    });
}

function marksIn(post: Post, second: number): ShownMark[] {
  return groupsIn(post)
    .filter(({ seconds }) => Math.min(...seconds) <= second && second <= Math.max(...seconds) + 59)
    .map(({ mark }) => mark);
}

type Troubles = Pick<DeskHands, 'removeRoot' | 'cutOff' | 'goDeaf' | 'close'>;

function createTroubles(teams: TeamsStandIn, hear: () => void): Troubles {
  const { world, faults, gestures } = teams;
  return {
    async removeRoot(thread) {
      const by = [...(world.teams.get(teamsTeam)?.members ?? [])][0] ?? '';
      must(await gestures.remove({ user: by, channel: teamsPlace, id: thread }));
    },
    cutOff() {
      const down = faults.add({ kind: 'down' });
      return () => faults.remove(down);
    },
    goDeaf() {
      teams.sendTo('http://127.0.0.1:1/nowhere');
      return hear;
    },
    close() {
      const team = world.teams.get(teamsTeam);
      if (!team) throw new Error('the team is gone');
      world.setClosed(team, teamsPlace, true);
      return () => world.setClosed(team, teamsPlace, false);
    },
  };
}

function createRepeats(teams: TeamsStandIn, told: Told): Pick<DeskHands, 'pressAgain' | 'repeat'> {
  const lastSent = (fits: (activity: Json) => boolean): Json => {
    const entry = teams.log.read().findLast((one) => one.direction === 'send' && fits(one.request as Json));
    if (!entry) throw new Error('nothing of the kind was sent');
    return structuredClone(entry.request) as Json;
  };
  return {
    // Teams repeats a gesture under another id; whoever made it sees this answer, too.
    async pressAgain() {
      const gesture = lastSent(({ name }) => name === 'adaptiveCard/action' || name === 'task/fetch');
      const { status, body } = await teams.emit({ ...gesture, id: 'f:again' });
      const user = String((gesture.from as Json).aadObjectId);
      told.set(user, [...(told.get(user) ?? []), JSON.stringify(body)]);
      return status;
    },
    async repeat(text) {
      const activity = lastSent(({ type, text: said }) => type === 'message' && String(said).includes(text));
      const replies = await Promise.all([activity, activity, activity].map((one) => teams.emit(one)));
      return replies.map(({ status }) => status);
    },
  };
}

type More = Pick<
  TeamsHands,
  'befall' | 'dialogOf' | 'messageAction' | 'undeletes' | 'letsReadAlong' | 'addsAnew' | 'slash' | 'homeOf'
>;

function createMore(teams: TeamsStandIn): More {
  return {
    befall: (fault) => void teams.faults.add({ method: 'POST', path: '/activities', ...fault }),
    dialogOf(user) {
      const dialog = seeDialog(teams, personId('teams', user));
      if (!dialog) return null;
      const inputs = dialog.card ? listInputs([dialog.card]) : [];
      return {
        text: dialog.text,
        labels: dialog.card ? readLabels(dialog.card) : [],
        inputs: inputs.map(({ id }) => String(id)),
        choices: inputs.flatMap(({ choices }) =>
          (Array.isArray(choices) ? (choices as Json[]) : []).map(({ title, value }) => ({
            label: String(title),
            value: String(value),
          })),
        ),
      };
    },
    async messageAction(user, { place, ref }, commandId) {
      must(
        await teams.gestures.messageAction({
          user: personId('teams', user),
          channel: place,
          id: ref,
          commandId,
        }),
      );
    },
    async undeletes(user, line) {
      const at = { user: personId('teams', user), channel: teamsPlace, id: idOf(line) };
      must(await teams.gestures.undelete(at));
    },
    letsReadAlong(reads) {
      const team = teams.world.teams.get(teamsTeam);
      if (!team) throw new Error('no team');
      teams.world.setReads(team, reads);
    },
    async addsAnew({ reads }) {
      must(await teams.gestures.uninstall({ team: teamsTeam }));
      this.letsReadAlong(reads);
      must(await teams.gestures.install({ team: teamsTeam }));
    },
    async slash(user, text) {
      must(await teams.gestures.slash({ user: personId('teams', user), channel: teamsPlace, text }));
    },
    homeOf(user) {
      const id = personId('teams', user);
      const home = seeOwn(teams, id).findLast(
        (post) => / of \d+/u.test(readText(post)) && post.onlyFor === null,
      );
      return home ? seePost(home, id) : null;
    },
  };
}
