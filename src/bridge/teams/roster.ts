// Who someone in a place is, by the connector's own list: their Entra id, and whether they are a guest there.

import { type Json, textAt } from '../../core/payload.js';
import { atMost } from '../desk-kit/at-most.js';
import type { Activity } from './activity.js';
import type { Connector } from './connector.js';
import { toFailure } from './errors.js';
import type { TeamsDeskOptions } from './options.js';
import type { Spot } from './refs.js';

export interface Face {
  /** The Entra object id. */
  readonly user: string;
  /** A guest, someone of another tenant, or nobody at all: may look on, cannot act. */
  readonly isStranger: boolean;
}

export interface Roster {
  /** Who made this gesture; null when nobody can tell. Never throws. */
  authorOf(activity: Activity): Promise<Face | null>;
  /** Someone by the connector's id (`29:…`); null when nobody can tell. Never throws. */
  whoIs(spot: Spot, id: string): Promise<Face | null>;
}

interface RosterRoom {
  readonly options: Pick<TeamsDeskOptions, 'credentials' | 'tenantId' | 'log'>;
  readonly connector: Pick<Connector, 'member'>;
}

/** A member's standing rarely changes, and a gesture must not wait for it. */
const freshMs = 60 * 60_000;
/** Someone who is not there yet may come at any time. */
const freshAbsenceMs = 60_000;
/** What takes longer is not waited for: whoever acts without being an agent is refused anyway. */
const patienceMs = 1500;
const mostFaces = 5_000;
const strange = /^(?:guest|anonymous)$/i;

/** Creates the roster of one process. Everyone is asked for once an hour. */
export function createRoster({ options, connector }: RosterRoom): Roster {
  const faces = new Map<string, { readonly found: Promise<Face | null>; readonly until: number }>();

  const ask = async ({ place }: Spot, id: string): Promise<Face | null> => {
    const member = await connector.member({ place, root: null }, id);
    const user = textAt(member, 'aadObjectId') ?? textAt(member, 'objectId');
    if (member === null || user === null) return null;
    return { user, isStranger: isStrangers(options.tenantId, member) };
  };

  const whoIs: Roster['whoIs'] = async (spot, id) => {
    const known = faces.get(id);
    if (known && known.until > Date.now()) return known.found;
    const found = ask(spot, id).catch((error: unknown) => {
      faces.delete(id);
      options.log.debug(
        { code: toFailure(error, true).code },
        'A member of a Teams place could not be looked up',
      );
      return null;
    });
    if (faces.size >= mostFaces) faces.clear();
    faces.set(id, { found, until: Date.now() + freshMs });
    void found.then((face) => {
      if (face === null && faces.get(id)?.found === found)
        faces.set(id, { found, until: Date.now() + freshAbsenceMs });
    });
    return found;
  };

  return {
    whoIs,
    async authorOf({ from, spot }) {
      // The emulator has neither guests nor, in every version, object ids.
      if (!options.credentials)
        return from.id === '' ? null : { user: from.objectId ?? from.id, isStranger: false };
      const isForeign = from.tenant !== null && from.tenant !== options.tenantId;
      if (from.objectId !== null && (isForeign || strange.test(from.role ?? '')))
        return { user: from.objectId, isStranger: true };
      const asked = from.id === '' ? Promise.resolve(null) : whoIs(spot, from.id);
      const met = from.objectId !== null && (await atMost(asked, patienceMs)) === 'late' ? null : await asked;
      if (from.objectId === null) return met;
      return { user: from.objectId, isStranger: met?.isStranger ?? false };
    },
  };
}

/** By the connector's member: a guest of the tenant, or somebody of another one. */
export function isStrangers(tenantId: string, member: Json): boolean {
  const tenant = textAt(member, 'tenantId');
  return strange.test(textAt(member, 'userRole') ?? '') || (tenant !== null && tenant !== tenantId);
}
