// What every activity of Teams has, read once: where it comes from, who made it, and for whom it is.

import { type Json, recordAt, textAt } from '../../core/payload.js';
import { looksPersonal, readSpot, type Spot } from './refs.js';

export interface Activity {
  readonly type: string;
  /** Invokes name it (`task/fetch`); null for the others. */
  readonly name: string | null;
  readonly id: string | null;
  /** The post that it is about: a button's card, a reaction's message. */
  readonly replyToId: string | null;
  readonly spot: Spot;
  readonly isPersonal: boolean;
  readonly serviceUrl: string | null;
  /** The tenant it happened in; null when it does not say. */
  readonly tenant: string | null;
  readonly from: {
    /** The connector's id: `29:…` for a person, `28:…` for an app. */
    readonly id: string;
    readonly name: string | null;
    /** The Entra object id. */
    readonly objectId: string | null;
    /** Their home tenant and role, where the activity says it. */
    readonly tenant: string | null;
    readonly role: string | null;
  };
  /** Our own id in it, `28:<app id>`. */
  readonly us: string | null;
  readonly team: { readonly id: string | null; readonly group: string | null };
  readonly body: Json;
}

/** Reads it; null when it lacks what an activity cannot be without. */
export function readActivity(body: Json): Activity | null {
  const type = textAt(body, 'type');
  const conversation = recordAt(body, 'conversation');
  const from = recordAt(body, 'from');
  const place = textAt(conversation, 'id');
  const channelData = recordAt(body, 'channelData');
  const team = recordAt(channelData, 'team');
  if (type === null || place === null) return null;
  const spot = readSpot(place);
  const kind = textAt(conversation, 'conversationType');
  return {
    type,
    name: textAt(body, 'name'),
    id: textAt(body, 'id'),
    replyToId: textAt(body, 'replyToId'),
    spot,
    isPersonal: kind === null ? looksPersonal(spot.place) : kind === 'personal',
    serviceUrl: textAt(body, 'serviceUrl'),
    tenant: textAt(recordAt(channelData, 'tenant'), 'id') ?? textAt(conversation, 'tenantId'),
    from: {
      id: textAt(from, 'id') ?? '',
      name: textAt(from, 'name'),
      objectId: textAt(from, 'aadObjectId'),
      tenant: textAt(from, 'tenantId'),
      role: textAt(from, 'userRole') ?? textAt(from, 'role'),
    },
    us: textAt(recordAt(body, 'recipient'), 'id'),
    team: { id: textAt(team, 'id') ?? textAt(channelData, 'teamsTeamId'), group: textAt(team, 'aadGroupId') },
    body,
  };
}

/** True for what an app wrote, ours or another's: never a person's own gesture. */
export function isApps({ from, us }: Activity): boolean {
  return from.id.startsWith('28:') || (us !== null && from.id === us) || from.role === 'bot';
}
