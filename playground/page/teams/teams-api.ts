// Talks to the Teams stand-in's page API.
import type * as P from '../../teams/protocol.js';
import { askAt } from '../api.js';

const BASE = '/playground/teams-page';

const get = <T>(path: string, query: Record<string, string> = {}): Promise<T> =>
  askAt<T>(`${BASE}${path}?${new URLSearchParams(query)}`);

const post = <T = P.TeamsDone>(path: string, body: object): Promise<T> =>
  askAt<T>(`${BASE}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Every call rejects with a `DeskRefusal` when it is not done. */
export const teamsApi = {
  readState: (user: string) => get<P.TeamsState>('/state', user === '' ? {} : { user }),
  readPosts: (user: string, chat: string) => get<P.TeamsPosts>('/posts', { user, chat }),
  act: (user: string, act: P.TeamsAct) => post('/gesture', { user, act }),
  change: (circumstance: P.Circumstance) => post('/circumstance', circumstance),
  readFaults: () => get<P.TeamsFaultsAnswer>('/faults'),
  setFaults: (request: P.TeamsFaultsRequest) => post<P.TeamsFaultsAnswer>('/faults', request),
  readLog: (after: number) => get<P.TeamsLogAnswer>('/log', { after: String(after) }),
};

export type TeamsApi = typeof teamsApi;

/** The address of a picture that was pasted into a line. */
export function teamsFileUrl(path: string): string {
  return `${BASE}${path}`;
}

/** Is there a Teams in this playground at all? */
export function hasTeams(): Promise<boolean> {
  return teamsApi.readState('').then(
    () => true,
    () => false,
  );
}

/** Listens to one user's stream; the browser reconnects by itself. Call the answer to stop. */
export function openTeamsStream(
  user: string,
  hear: (event: P.TeamsEvent) => void,
  onLink: (up: boolean) => void,
): () => void {
  const source = new EventSource(`${BASE}/stream?${new URLSearchParams({ user })}`);
  source.onmessage = (event) => hear(JSON.parse(String(event.data)) as P.TeamsEvent);
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  return () => source.close();
}
