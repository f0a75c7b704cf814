// Who is a guest on Slack: single and multi channel guests, and people of other workspaces.

import type { Json } from '../../core/payload.js';
import type { Desk } from '../desk.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';

/** By Slack's user object, wherever it comes from. */
export function isGuestOfSlack(person: Json): boolean {
  return person.is_restricted === true || person.is_ultra_restricted === true || person.is_stranger === true;
}

/** Creates what asks Slack about one person. Takes the right `users:read`. */
export function createGuestLook(access: SlackAccess): Required<Pick<Desk, 'isGuest'>> {
  return {
    async isGuest({ team }, user) {
      try {
        const { interactive } = await access.clientsOf(team);
        const { user: person } = await interactive.users.info({ user });
        return person ? isGuestOfSlack({ ...person }) : null;
      } catch (error) {
        throw toFailure(error, true);
      }
    },
  };
}
