// What the desk remembers of its platform, by key: the connector of the tenant, places, people, status lines.

import type { Mark } from '../desk.js';

/** The connector that last called us for this tenant: key `service`. */
export interface ServiceMemory {
  readonly url: string;
}

/** Key `place:<channel id>`. */
export interface PlaceMemory {
  /** The team's own id and its Entra group, for links and Graph. */
  readonly team: string | null;
  readonly group: string | null;
  /** True once a line that did not mention us was heard there: the team lets us read along. */
  readonly reads: boolean;
  /** True after the app was removed from the team, until something is heard there again. */
  readonly left?: boolean;
  /** True for a personal chat whose id does not show that it is one: an emulator's are short opaque words. */
  readonly personal?: boolean;
}

/** Key `person:<Entra object id>`. */
export interface PersonMemory {
  /** The id that the connector knows the person by: `29:…`. */
  readonly id: string;
  readonly name: string;
  /** Their personal chat with us, once there is one. */
  readonly chat: string | null;
  /** Their home card in it. */
  readonly home: string | null;
}

/** One status line of ours and the agents' lines it tells of. */
export interface StatusRun {
  /** The status line's own ref. */
  readonly ref: string;
  /** When it was posted and when a line last joined it, Unix milliseconds. */
  readonly postedAt: number;
  readonly joinedAt: number;
  /** In order; `at` is when the line was written, Unix milliseconds. */
  readonly lines: readonly { readonly ref: string; readonly mark: Mark; readonly at: number }[];
}

/** Key `lines:<place>/<root>`: the newest status lines of a thread, the newest last. */
export interface StatusMemory {
  readonly runs: readonly StatusRun[];
}

const places = 'place:';

export const memoryKeys = {
  /** What the keys of all places begin with. */
  places,
  service: 'service',
  place: (place: string) => `${places}${place}`,
  person: (user: string) => `person:${user}`,
  lines: (place: string, root: string) => `lines:${place}/${root}`,
} as const;
