// Who is in a place on Slack: read page by page, brought in and taken out where the place is private.

import type { WebClient } from '@slack/web-api';
import { Failure } from '../../core/errors.js';
import type { Desk, PlaceMembers } from '../desk.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';

const pageSize = 200;
/** A place with more people than this is no place for agents; what lies beyond is not looked at. */
const mostUsers = 5_000;
/** For how long a list that was begun is gone on with; people come and go. */
const keptMs = 10 * 60_000;

type Members = Required<Pick<Desk, 'members' | 'addMember' | 'removeMember' | 'nameOf'>>;

/** Creates what the desk knows of places' members. Bringing in and taking out takes the right `groups:write`. */
export function createMembers(access: SlackAccess): Members {
  const calling = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await call();
    } catch (error) {
      throw toFailure(error, true);
    }
  };

  /** What was read of places before Slack asked for patience: the next look goes on there. */
  const begun = new Map<string, { readonly users: string[]; readonly cursor: string; readonly at: number }>();

  const readUsers = async (client: WebClient, place: string, key: string): Promise<string[]> => {
    const kept = begun.get(key);
    begun.delete(key);
    const goesOn = kept !== undefined && Date.now() - kept.at < keptMs;
    const users = goesOn ? kept.users : [];
    let cursor = goesOn ? kept.cursor : '';
    while (users.length < mostUsers) {
      const ask = { channel: place, limit: pageSize, ...(cursor === '' ? {} : { cursor }) };
      const answer = await client.conversations.members(ask).catch((error: unknown) => {
        // Of a cursor that Slack does not know any more the next look begins anew.
        if (toFailure(error).code === 'ratelimited') begun.set(key, { users, cursor, at: Date.now() });
        throw error;
      });
      users.push(...(answer.members ?? []));
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return users;
  };

  const readAll = async (at: { team: string | null; place: string }): Promise<PlaceMembers> => {
    const { interactive, installation } = await access.clientsOf(at.team);
    const { channel } = await interactive.conversations.info({ channel: at.place });
    const users = await readUsers(interactive, at.place, `${installation.team} ${at.place}`);
    // A list without ourselves is no list of a place that we are in: nobody may be judged by it.
    if (!users.includes(installation.botUserId))
      throw new Failure('Baton is not in this place: invite it there.', {
        class: 'policy',
        code: 'not_in_channel',
      });
    return {
      users: users.filter((user) => user !== installation.botUserId),
      isPrivate: channel?.is_private === true,
    };
  };

  return {
    members: (at) => calling(() => readAll(at)),
    addMember: (at, user) =>
      calling(async () => {
        const { interactive } = await access.clientsOf(at.team);
        await unless(
          interactive.conversations.invite({ channel: at.place, users: user }),
          'already_in_channel',
        );
      }),
    removeMember: (at, user) =>
      calling(async () => {
        const { interactive } = await access.clientsOf(at.team);
        await unless(interactive.conversations.kick({ channel: at.place, user }), 'not_in_channel');
      }),
    nameOf: ({ team }, user) =>
      calling(async () => {
        const { interactive } = await access.clientsOf(team);
        const { user: person } = await interactive.users.info({ user });
        if (!person || person.is_bot || person.deleted || person.id === 'USLACKBOT') return null;
        return person.profile?.display_name || person.real_name || person.name || user;
      }),
  };
}

async function unless(call: Promise<unknown>, code: string): Promise<void> {
  try {
    await call;
  } catch (error) {
    const failure = toFailure(error, true);
    if (failure.code !== code) throw failure;
  }
}
