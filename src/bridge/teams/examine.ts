// Looks at the Teams app from outside, for `baton doctor`: its token, its connector, each place we post in, personal chats.

import { textAt } from '../../core/payload.js';
import type { DeskFinding } from '../desk.js';
import { type Connector, findServiceUrl } from './connector.js';
import { toFailure } from './errors.js';
import { memoryKeys, type PlaceMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import type { Tokens } from './tokens.js';

interface ExamineRoom {
  readonly options: Pick<TeamsDeskOptions, 'credentials' | 'tenantId' | 'cloud' | 'graph' | 'memory'>;
  readonly tokens: Tokens;
  readonly connector: Pick<Connector, 'roster'>;
}

export interface TeamsPlaces {
  readonly team: string | null;
  readonly places: readonly string[];
}

/** Creates the desk's `examine`. Never throws: what went wrong is a finding. */
export function createExamination(room: ExamineRoom): (at: TeamsPlaces) => Promise<readonly DeskFinding[]> {
  return async ({ places }) => {
    const token = await examineToken(room);
    if (token.level === 'bad') return [token];
    const findings = [token, await examineService(room)];
    if (room.options.graph) findings.push(await examineGraph(room));
    for (const place of places) findings.push(...(await examinePlace(room, place)));
    return findings;
  };
}

async function examineToken({ options, tokens }: ExamineRoom): Promise<DeskFinding> {
  const what = 'token';
  if (!options.credentials) {
    return { level: 'warning', what, sentence: 'Local mode: nobody is verified, nothing is signed.' };
  }
  try {
    await tokens.connector();
    return { level: 'good', what, sentence: `Microsoft Entra lets Baton in to tenant ${options.tenantId}.` };
  } catch (error) {
    return { level: 'bad', what, sentence: toFailure(error, true).message };
  }
}

async function examineGraph({ tokens }: ExamineRoom): Promise<DeskFinding> {
  const what = 'graph';
  try {
    await tokens.graph();
    return {
      level: 'good',
      what,
      sentence: 'There is a token for Graph: files are fetched where it is consented to.',
    };
  } catch (error) {
    const { message } = toFailure(error, true);
    return { level: 'warning', what, sentence: `${message} Files attached in channels cannot be fetched.` };
  }
}

async function examineService(room: ExamineRoom): Promise<DeskFinding> {
  const what = 'connector';
  try {
    const { url, isLearned } = await findServiceUrl(room);
    const { host } = new URL(url);
    if (isLearned) return { level: 'good', what, sentence: `Teams calls from ${host}.` };
    return {
      level: 'warning',
      what,
      sentence: `Teams has not called yet; ${host} is used until it does. Check the messaging endpoint, then write “@Baton help” in the channel.`,
    };
  } catch (error) {
    return { level: 'bad', what, sentence: toFailure(error, true).message };
  }
}

async function examinePlace(room: ExamineRoom, place: string): Promise<readonly DeskFinding[]> {
  const what = `place ${place}`;
  try {
    const people = await room.connector.roster({ place, root: null });
    const reached: DeskFinding = { level: 'good', what, sentence: 'Baton is in this channel.' };
    return [reached, await examineReading(room, place), await examineChats(room, place, people)];
  } catch (error) {
    const failure = toFailure(error, true);
    const remedy = failure.class === 'recipient' ? ' Check its id, and install the app in that team.' : '';
    return [{ level: 'bad', what, sentence: `${failure.message}${remedy}` }];
  }
}

async function examineReading({ options }: ExamineRoom, place: string): Promise<DeskFinding> {
  const what = `reads along ${place}`;
  const known = await options.memory.read<PlaceMemory>(memoryKeys.place(place));
  if (known?.reads) return { level: 'good', what, sentence: 'Lines without a mention are heard.' };
  return {
    level: 'warning',
    what,
    sentence:
      'No line without a mention was heard yet: agents must write “@Baton …” to answer. If the team consented to ChannelMessage.Read.Group, one plain line there ends this.',
  };
}

/** How many of the place's people we may write to in person; a warning only when there is none. */
async function examineChats(
  { options }: ExamineRoom,
  place: string,
  people: Awaited<ReturnType<Connector['roster']>>,
): Promise<DeskFinding> {
  const users = people.map((person) => textAt(person, 'aadObjectId')).filter((user) => user !== null);
  const met = await Promise.all(
    users.map((user) => options.memory.read<{ readonly chat: string | null }>(memoryKeys.person(user))),
  );
  const chats = met.filter((person) => person !== null && person.chat !== null).length;
  return {
    level: chats > 0 || users.length === 0 ? 'good' : 'warning',
    what: `personal chats ${place}`,
    sentence: `${chats} of ${users.length} people there have a personal chat with Baton; a home and direct words need one: install the app for them, or let them write “home” to Baton.`,
  };
}
