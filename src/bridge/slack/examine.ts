// Looks at a Slack workspace from outside, for `baton doctor`: whose token it is, its rights, and each place we post in.

import type { DeskFinding } from '../desk.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';
import { botScopes } from './scopes.js';

export interface SlackPlaces {
  readonly team: string | null;
  readonly places: readonly string[];
}

/** Creates the desk's `examine`. Never throws: what went wrong is a finding. */
export function createExamination(access: SlackAccess): (at: SlackPlaces) => Promise<readonly DeskFinding[]> {
  return async ({ team, places }) => {
    try {
      const { interactive, installation } = await access.clientsOf(team);
      const who = await interactive.auth.test();
      const token: DeskFinding = {
        level: 'good',
        what: 'token',
        sentence: `It is ${who.user ?? installation.botUserId} in ${who.team ?? installation.team}.`,
      };
      const looks = places.map((place) => examinePlace(interactive, place));
      return [token, ...judgeScopes(who.response_metadata?.scopes), ...(await Promise.all(looks))];
    } catch (error) {
      const failure = toFailure(error, true);
      const remedy = failure.class === 'auth' ? ' Install the app again, or give Baton its new token.' : '';
      return [{ level: 'bad', what: 'token', sentence: `${failure.message}${remedy}` }];
    }
  };
}

/** Slack tells a token's rights in a header; where it does not, nothing is said about them. */
function judgeScopes(scopes: readonly string[] | undefined): DeskFinding[] {
  if (!scopes || scopes.length === 0) return [];
  const missing = botScopes.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return [{ level: 'good', what: 'scopes', sentence: 'All rights are granted.' }];
  return [
    {
      level: 'bad',
      what: 'scopes',
      sentence: `Missing: ${missing.join(', ')}. Add them to the app (the manifest names them) and install it again.`,
    },
  ];
}

type Interactive = Awaited<ReturnType<SlackAccess['clientsOf']>>['interactive'];

async function examinePlace(client: Interactive, place: string): Promise<DeskFinding> {
  const what = `place ${place}`;
  try {
    const { channel } = await client.conversations.info({ channel: place });
    const called = channel?.name ? `#${channel.name}` : place;
    if (channel?.is_archived)
      return { level: 'bad', what, sentence: `${called} is archived: unarchive it, or name another place.` };
    if (channel?.is_member === false)
      return { level: 'bad', what, sentence: `Baton is not in ${called}: invite it there (/invite @Baton).` };
    return { level: 'good', what, sentence: `Baton is in ${called}.` };
  } catch (error) {
    const failure = toFailure(error, true);
    if (failure.code === 'channel_not_found')
      return {
        level: 'bad',
        what,
        sentence:
          'There is no such channel, or it is private and Baton is not in it: check its id, invite Baton.',
      };
    return { level: 'bad', what, sentence: failure.message };
  }
}
