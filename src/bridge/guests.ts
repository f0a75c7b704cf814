// Learns who is a guest of a desk: what the desk tells by itself, and what it says when it is asked about one person.

import { Failure } from '../core/errors.js';
import type { Routing } from '../routing/routing.js';
import { setGuest } from '../routing/verbs/set-guest.js';
import type { Identity } from '../store/agents.js';
import { listGuests } from '../store/guests.js';
import type { Desks } from './registry.js';

interface GuestHouse {
  readonly routing: Pick<Routing, 'store' | 'log'>;
  readonly desks: Desks;
}

/** Keeps what the desk told of one person. */
export async function learnGuest(
  { routing }: Pick<GuestHouse, 'routing'>,
  told: Identity & { readonly isGuest: boolean },
): Promise<void> {
  const { desk, team, user, isGuest } = told;
  const returned = await setGuest(routing, { desk, team, user }, isGuest);
  if (returned > 0)
    routing.log.info({ desk, user, returned }, 'an agent became a guest; their chats wait again');
}

/**
 * Asks the desk about one person and keeps what it says; false where it cannot tell, because whoever was a member is
 * one until the desk says otherwise.
 */
export async function askGuest(
  house: GuestHouse,
  who: Identity & { readonly place: string | null },
): Promise<boolean> {
  const { desk, team, user, place } = who;
  try {
    const isGuest = (await house.desks.find(desk)?.isGuest?.({ team, place }, user)) ?? null;
    if (isGuest === null) return false;
    await learnGuest(house, { desk, team, user, isGuest });
    return isGuest;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    house.routing.log.debug({ desk, code: error.code }, 'the desk did not say whether somebody is a guest');
    return false;
  }
}

/** Keeps what the members of a place tell, where the desk says who of them are guests. */
export async function learnGuestsOf(
  house: Pick<GuestHouse, 'routing'>,
  at: { readonly desk: string; readonly team: string },
  members: { readonly users: readonly string[]; readonly guests?: readonly string[] },
): Promise<void> {
  const { guests } = members;
  if (!guests) return;
  const users = [...new Set([...members.users, ...guests])];
  for (const known of await listGuests(house.routing.store, { ...at, users })) {
    const isGuest = guests.includes(known.user);
    if (known.isGuest !== isGuest) await learnGuest(house, { ...at, user: known.user, isGuest });
  }
}
