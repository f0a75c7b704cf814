// Keeps the members of chatbots' places true to who is assigned: brings in, takes out, and tells admins of what is left.

import { Failure } from '../core/errors.js';
import type { AgentId } from '../core/id.js';
import type { Log, Routing } from '../routing/routing.js';
import { loseChatbot } from '../routing/verbs/leave.js';
import { findAgent, findAgentByIdentity } from '../store/agents.js';
import { findChatbot } from '../store/chatbots.js';
import {
  forgetMember,
  forgetTold,
  listChatbotsAt,
  listPlacePeople,
  type PlacePerson,
  putOffLook,
  recordLook,
  recordMembers,
  recordMove,
  takeDuePlaces,
  type WatchedPlace,
  watchTeam,
} from '../store/place-members.js';
import type { Store } from '../store/store.js';
import { tellManagers } from './alerts.js';
import { type DriftFacts, driftCard, driftLines } from './cards/place.js';
import type { Desk, PlaceMembers } from './desk.js';
import { learnGuestsOf } from './guests.js';
import type { Desks } from './registry.js';
import { createTurnTaking, type TurnTaking } from './turn-taking.js';

export interface MembershipHouse {
  readonly routing: Routing;
  readonly desks: Desks;
}

/**
 * A look costs two calls at least; Slack allows the scarcer of them fifty times a minute. The few that may come at once
 * are spared for what people just changed.
 */
const looksPerMinute = 45;
const looksAtOnce = 5;
/** Until when a place that is being looked at is nobody else's. */
const holdMs = 2 * 60_000;
const hourMs = 60 * 60_000;
/** After a failure it is looked at again sooner: somebody may have mended it. */
const againMs = 10 * 60_000;
/** Admins who cannot be written to yet, as just after an installation, may be a moment later. */
const untoldMs = 60_000;

const keyOf = ({ desk, team }: Pick<WatchedPlace, 'desk' | 'team'>) => `${desk} ${team}`;

/**
 * Creates the rounds over the places that are due, one of each team at a time. A team that was asked often enough, or
 * that asks for patience, rests; its other places keep their turn. The round resolves with how many were looked at and
 * never throws for a single place.
 */
export function createPlaceLooks(
  house: MembershipHouse,
  turns: TurnTaking = createTurnTaking(looksPerMinute, looksAtOnce),
): () => Promise<number> {
  const { store, log } = house.routing;
  const look = async (watched: WatchedPlace): Promise<void> => {
    turns.take(keyOf(watched));
    try {
      await lookAt(house, watched);
    } catch (error) {
      const waitMs = patienceOf(error);
      if (waitMs === null) {
        log.warn({ err: error, desk: watched.desk, place: watched.place }, 'a place could not be looked at');
        return;
      }
      turns.hold(keyOf(watched), waitMs);
      await putOffLook(store, watched, waitMs);
    }
  };
  return async () => {
    const due = await takeDuePlaces(store, turns.resting(), holdMs);
    for (const watched of due) await look(watched);
    return due.length;
  };
}

/** For how long the desk wants to be left alone; null when something else is wrong. */
function patienceOf(error: unknown): number | null {
  return error instanceof Failure && error.class === 'retry' && !error.ambiguous ? error.retryAfterMs : null;
}

async function lookAt(house: MembershipHouse, watched: WatchedPlace): Promise<void> {
  const { store } = house.routing;
  const desk = house.desks.find(watched.desk);
  if (!desk?.members) {
    await recordLook(store, watched, { nextMs: hourMs, error: 'this desk does not tell', drift: null });
    return;
  }
  const members = await read(desk, watched, house.routing.log);
  if (members instanceof Failure) {
    await recordLook(store, watched, { nextMs: againMs, error: members.message, drift: null });
    return;
  }
  const before = await listPlacePeople(store, watched);
  await recordMembers(store, watched, members.users);
  await learnGuestsOf(house, watched, members);
  const facts = await settle(house, { watched, desk, members, before });
  const drift = driftLines(facts).join('\n') || null;
  const isNew = await recordLook(store, watched, { nextMs: hourMs, error: null, drift });
  if (!isNew) return;
  const alerts = { ...house.routing, desks: house.desks };
  if (!(await tellManagers(alerts, watched.organizationId, driftCard(facts))))
    await forgetTold(store, watched, untoldMs);
}

async function read(desk: Desk, { team, place }: WatchedPlace, log: Log): Promise<PlaceMembers | Failure> {
  try {
    return (await desk.members?.({ team, place })) ?? { users: [], isPrivate: false };
  } catch (error) {
    if (!(error instanceof Failure) || patienceOf(error) !== null) throw error;
    log.debug({ code: error.code, place }, 'the members of a place could not be read');
    return error;
  }
}

interface Looked {
  readonly watched: WatchedPlace;
  readonly desk: Desk;
  readonly members: PlaceMembers;
  /** As it was known before this look. */
  readonly before: readonly PlacePerson[];
}

/** Brings in who is missing, takes out who is not assigned any more, and tells what is left. */
async function settle(
  house: MembershipHouse,
  { watched, desk, members, before }: Looked,
): Promise<DriftFacts> {
  const { store } = house.routing;
  const people = await listPlacePeople(store, watched);
  const missing: DriftFacts['missing'][number][] = [];
  const unassigned: string[] = [];
  const strangers: string[] = [];
  const left = new Set(before.filter((one) => one.left).map(({ user }) => user));
  for (const person of people) {
    const name = person.name ?? person.user;
    if (person.agentId !== null && person.assigned && !person.present) {
      const why = left.has(person.user) ? 'they left' : await bringIn(desk, watched, { members, person });
      if (why === null) await recordMove(store, watched, { user: person.user, joined: true });
      else {
        missing.push({ name, why });
        const wasThere = before.some((one) => one.user === person.user && one.present);
        if (wasThere) await loseHere(house, watched, person.agentId);
      }
    } else if (person.present && !person.assigned && !person.anywhere && members.isPrivate) {
      if (person.agentId === null) strangers.push(person.user);
      else if (!(await takeOut(desk, watched, person))) unassigned.push(name);
      else await forgetMember(store, watched, person.user);
    }
  }
  const called = await Promise.all(strangers.map((user) => callByName(desk, watched, user)));
  const chatbots = await namesAt(store, watched);
  const namedStrangers = called.filter((name) => name !== null);
  return { chatbots, place: watched.place, missing, unassigned, strangers: namedStrangers };
}

/** Null when they are there now; else why not. */
async function bringIn(
  desk: Desk,
  { team, place }: WatchedPlace,
  { members, person }: { readonly members: PlaceMembers; readonly person: PlacePerson },
): Promise<string | null> {
  if (!members.isPrivate) return 'they have not joined';
  if (!desk.addMember) return 'this desk lets no app bring them in';
  try {
    await desk.addMember({ team, place }, person.user);
    return null;
  } catch (error) {
    if (error instanceof Failure && patienceOf(error) === null) return error.message.replace(/\.$/u, '');
    throw error;
  }
}

async function takeOut(desk: Desk, { team, place }: WatchedPlace, person: PlacePerson): Promise<boolean> {
  if (!desk.removeMember) return false;
  try {
    await desk.removeMember({ team, place }, person.user);
    return true;
  } catch (error) {
    if (error instanceof Failure && patienceOf(error) === null) return false;
    throw error;
  }
}

/** Null for apps, which read nothing that we post to people. */
async function callByName(desk: Desk, { team, place }: WatchedPlace, user: string): Promise<string | null> {
  if (!desk.nameOf) return user;
  return desk.nameOf({ team, place }, user).catch((error: unknown) => {
    if (error instanceof Failure) return user;
    throw error;
  });
}

async function namesAt(store: Store, watched: WatchedPlace): Promise<string[]> {
  const here = await listChatbotsAt(store, watched);
  const found = await Promise.all(
    here
      .filter(({ organizationId }) => organizationId === watched.organizationId)
      .map((scope) => findChatbot(store, scope)),
  );
  return found.flatMap((chatbot) => (chatbot ? [chatbot.name] : []));
}

/** The chats of this place's chatbots that they have go back to the queue: they cannot answer there any more. */
async function loseHere(house: MembershipHouse, watched: WatchedPlace, agentId: AgentId): Promise<void> {
  const { store } = house.routing;
  const agent = await findAgent(store, { organizationId: watched.organizationId, id: agentId });
  if (!agent) return;
  for (const { organizationId, id } of await listChatbotsAt(store, watched))
    if (organizationId === agent.organizationId) await loseChatbot(house.routing, agent, id);
}

export interface Move {
  readonly desk: string;
  readonly team: string;
  /** Null: into or out of some place of the team. */
  readonly place: string | null;
  readonly user: string;
  readonly joined: boolean;
}

/** Somebody came into a place of a chatbot or left it: at once reachable there, or not any more. */
export async function takeMove(house: MembershipHouse, move: Move): Promise<void> {
  const { store } = house.routing;
  const { desk, team, place, user, joined } = move;
  if (place === null) return watchTeam(store, { desk, team });
  const here = await listChatbotsAt(store, { desk, team, place });
  const agent = await findAgentByIdentity(store, { desk, team, user });
  for (const { organizationId, id } of here) {
    const watched = { organizationId, desk, team, place };
    const isTheirs = agent?.organizationId === organizationId && agent.chatbotIds.includes(id);
    if (joined || isTheirs) await recordMove(store, watched, { user, joined });
    else await forgetMember(store, watched, user);
    if (joined) store.touched([{ kind: 'queue', organizationId, chatbotId: id }]);
    else if (agent?.organizationId === organizationId) await loseChatbot(house.routing, agent, id);
  }
}
