// A thin Bot Connector client: each call is made once, to a host we trust, within Teams' limits; every error is a Failure.

import { Failure } from '../../core/errors.js';
import { type Json, parseRecord, recordsAt, textAt } from '../../core/payload.js';
import { fromAnswer, toFailure, unreadable } from './errors.js';
import { type Answer, type Asked, exchange } from './exchange.js';
import { mayCall } from './hosts.js';
import type { Pacing } from './limits.js';
import { memoryKeys, type ServiceMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import { nameSpot, readSpot, type Spot } from './refs.js';
import type { Tokens } from './tokens.js';

export interface Connector {
  /** Opens a thread in a channel with its first activity. Throws Failure, `ambiguous` when it may have happened. */
  openThread(place: string, activity: Json): Promise<{ readonly root: string }>;
  /** Posts into a thread or a personal chat. Throws Failure, `ambiguous` when it may have happened. */
  post(spot: Spot, activity: Json): Promise<{ readonly id: string }>;
  /** Redraws an activity of ours. Throws Failure; safe to repeat. */
  update(spot: Spot, id: string, activity: Json): Promise<void>;
  /** Deletes an activity of ours. Throws Failure; safe to repeat. */
  remove(spot: Spot, id: string): Promise<void>;
  /** Posts what only one member (`29:…`) sees. Throws Failure. */
  postTargeted(spot: Spot, personId: string, activity: Json): Promise<{ readonly id: string }>;
  /** The personal chat with someone (`29:…`), the same each time. Throws Failure (`policy` where we are not installed). */
  openPersonal(personId: string): Promise<{ readonly chat: string }>;
  /** A member by either of their ids, as the connector tells it; null when they are none. Throws Failure. */
  member(spot: Spot, id: string): Promise<Json | null>;
  /** A place's people, page by page. Throws Failure. */
  roster(spot: Spot): Promise<readonly Json[]>;
  /** Fetches what an activity points to, with our token. Throws Failure when it is large or elsewhere. */
  fetchBytes(url: string, limitBytes: number): Promise<Buffer>;
}

interface ConnectorRoom {
  readonly options: Pick<TeamsDeskOptions, 'credentials' | 'tenantId' | 'cloud' | 'memory'>;
  readonly tokens: Tokens;
  readonly pacing: Pacing;
}

interface Call {
  readonly method: Asked['method'];
  /** Below the tenant's connector. */
  readonly path: string;
  readonly body?: Json;
  /** The call may be done twice without harm. */
  readonly repeatable: boolean;
  /** The thread whose turns it takes. */
  readonly lane?: string;
}

const rosterPage = 200;
const mostRosterPages = 25;

/** Creates the connector of one process. */
export function createConnector(room: ConnectorRoom): Connector {
  const { tenantId } = room.options;
  const ask = (call: Call) => askConnector(room, call);
  const postTo = async (spot: Spot, activity: Json, query = ''): Promise<{ readonly id: string }> => {
    const path = `${pathOf(spot)}/activities${query}`;
    const answer = await ask({
      method: 'POST',
      path,
      body: activity,
      repeatable: false,
      lane: nameSpot(spot),
    });
    const id = textAt(answer, 'id');
    if (id === null) throw unreadable(false);
    return { id };
  };
  const change = (spot: Spot, id: string, how: Pick<Call, 'method' | 'body'>) =>
    ask({ ...how, path: `${pathOf(spot)}/activities/${part(id)}`, repeatable: true, lane: nameSpot(spot) });

  return {
    async openThread(place, activity) {
      const body = { isGroup: true, tenantId, channelData: { channel: { id: place } }, activity };
      const call = {
        method: 'POST',
        path: 'v3/conversations',
        body,
        repeatable: false,
        lane: place,
      } as const;
      const answer = await ask(call).catch((error: unknown) => {
        throw error instanceof Failure && error.class === 'recipient' ? unknownPlace(error) : error;
      });
      const id = textAt(answer, 'id');
      const root = (id === null ? null : readSpot(id).root) ?? textAt(answer, 'activityId');
      if (root === null) throw unreadable(false);
      return { root };
    },
    post: (spot, activity) => postTo(spot, activity),
    update: async (spot, id, activity) => void (await change(spot, id, { method: 'PUT', body: activity })),
    remove: async (spot, id) => void (await change(spot, id, { method: 'DELETE' })),
    postTargeted: (spot, personId, activity) =>
      postTo(
        spot,
        { ...activity, recipient: { id: personId, isTargeted: true } },
        '?isTargetedActivity=true',
      ),
    async openPersonal(personId) {
      const body = { isGroup: false, tenantId, members: [{ id: personId }] };
      const answer = await ask({ method: 'POST', path: 'v3/conversations', body, repeatable: true });
      const chat = textAt(answer, 'id');
      if (chat === null) throw unreadable(true);
      return { chat };
    },
    async member(spot, id) {
      try {
        return await ask({ method: 'GET', path: `${pathOf(spot)}/members/${part(id)}`, repeatable: true });
      } catch (error) {
        if (error instanceof Failure && error.class === 'recipient') return null;
        throw error;
      }
    },
    async roster(spot) {
      const people: Json[] = [];
      let token: string | null = null;
      for (let page = 0; page < mostRosterPages; page += 1) {
        const next: string = token === null ? '' : `&continuationToken=${part(token)}`;
        const path = `${pathOf(spot)}/pagedmembers?pageSize=${rosterPage}${next}`;
        const answer: Json | null = await ask({ method: 'GET', path, repeatable: true });
        people.push(...recordsAt(answer, 'members'));
        token = textAt(answer, 'continuationToken');
        if (token === null || token === '') break;
      }
      return people;
    },
    fetchBytes: async (url, limitBytes) =>
      (await askSigned(room, { method: 'GET', url, headers: {}, limitBytes }, true)).body,
  };
}

/** The connector that last called us for this tenant, while it is one we trust; else the cloud's own. */
export async function findServiceUrl({
  options,
}: Pick<ConnectorRoom, 'options'>): Promise<{ readonly url: string; readonly isLearned: boolean }> {
  const learned = (await options.memory.read<ServiceMemory>(memoryKeys.service))?.url;
  if (learned === undefined || !mayCall(options, learned)) {
    return { url: options.cloud.serviceUrl, isLearned: false };
  }
  return { url: learned.endsWith('/') ? learned : `${learned}/`, isLearned: true };
}

async function askConnector(room: ConnectorRoom, call: Call): Promise<Json | null> {
  const { url } = await findServiceUrl(room);
  const { method, repeatable, lane } = call;
  if (lane !== undefined) room.pacing.take(lane);
  const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
  const headers = {
    accept: 'application/json',
    ...(call.body ? { 'content-type': 'application/json' } : {}),
  };
  try {
    const answer = await askSigned(room, { method, url: `${url}${call.path}`, headers, ...body }, repeatable);
    return parseRecord(answer.body.toString('utf8'));
  } catch (error) {
    const failure = toFailure(error, repeatable);
    if (lane !== undefined && failure.code === 'Throttled') room.pacing.hold(lane, failure.retryAfterMs ?? 0);
    throw failure;
  }
}

/** Asks with our token; one that is refused is asked for anew, once: nothing happened by it. Throws Failure. */
async function askSigned(room: ConnectorRoom, asked: Asked, repeatable: boolean): Promise<Answer> {
  if (!mayCall(room.options, asked.url)) {
    throw new Failure('That address is none of Teams’ own.', { class: 'policy', code: 'foreign_host' });
  }
  for (let isSecond = false; ; isSecond = true) {
    const token = await room.tokens.connector();
    const signed = token === null ? {} : { authorization: `Bearer ${token}` };
    const answer = await exchange({ ...asked, headers: { ...asked.headers, ...signed } }).catch(
      (error: unknown) => {
        throw toFailure(error, repeatable);
      },
    );
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status !== 401 || token === null || isSecond) throw fromAnswer(answer, repeatable);
    room.tokens.forget(token);
  }
}

/** A channel that is not there is for people to repair; another thread in it would meet the same. */
function unknownPlace(cause: Failure): Failure {
  const sentence = 'Teams does not know this channel, or Baton is not in its team.';
  return new Failure(sentence, { class: 'policy', code: cause.code }, { cause });
}

function pathOf(spot: Spot): string {
  return `v3/conversations/${part(nameSpot(spot))}`;
}

const part = encodeURIComponent;
