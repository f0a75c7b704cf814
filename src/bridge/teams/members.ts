// Who is in a place on Teams, by the connector's own list; a bot can bring nobody in and take nobody out.

import { Failure } from '../../core/errors.js';
import { type Json, textAt } from '../../core/payload.js';
import type { Desk } from '../desk.js';
import type { Connector } from './connector.js';
import type { TeamsDeskOptions } from './options.js';
import { isStrangers } from './roster.js';

/** Creates what the desk knows of places' members. */
export function createMembers({
  options,
  connector,
}: {
  readonly options: Pick<TeamsDeskOptions, 'tenantId'>;
  readonly connector: Pick<Connector, 'roster' | 'member'>;
}): Required<Pick<Desk, 'members' | 'people' | 'isGuest' | 'nameOf'>> {
  return {
    async members({ place }) {
      const everybody = await connector.roster({ place, root: null });
      const users = everybody.flatMap((member) => {
        const user = textAt(member, 'aadObjectId') ?? textAt(member, 'objectId');
        const tenant = textAt(member, 'tenantId');
        return user === null || (tenant !== null && tenant !== options.tenantId) ? [] : [user];
      });
      // Someone is in every team: an empty list tells nothing, and nobody may be judged by it.
      if (users.length === 0)
        throw new Failure('Teams did not tell who is in this place.', { class: 'retry', code: 'no_members' });
      // Everybody of the team reads along in its channels: whom it lets in is decided there, not by us.
      return { users, guests: guestsAmong(options.tenantId, everybody), isPrivate: true };
    },
    async people({ place }) {
      const everybody = await connector.roster({ place, root: null });
      return everybody.flatMap((member) => {
        const user = textAt(member, 'aadObjectId') ?? textAt(member, 'objectId');
        const name = textAt(member, 'name');
        return user === null || name === null || isStrangers(options.tenantId, member)
          ? []
          : [{ user, name }];
      });
    },
    async isGuest({ place }, user) {
      const member = place === null ? null : await connector.member({ place, root: null }, user);
      return member && isStrangers(options.tenantId, member);
    },
    async nameOf({ place }, user) {
      const member = await connector.member({ place, root: null }, user);
      const name = textAt(member, 'name');
      const isGuest = textAt(member, 'userRole')?.toLowerCase() === 'guest';
      return name !== null && isGuest ? `${name} (guest)` : name;
    },
  };
}

function guestsAmong(tenantId: string, everybody: readonly Json[]): string[] {
  return everybody.flatMap((member) => {
    const user = textAt(member, 'aadObjectId') ?? textAt(member, 'objectId');
    return user !== null && isStrangers(tenantId, member) ? [user] : [];
  });
}
