// What parsing is given of the world: who we are in this workspace, names, and how files and answers are made.

import type { Json } from '../../core/payload.js';
import type { DeskFile, Mouth } from '../invocation.js';

/** Where a gesture was made and may be answered. */
export interface Seat {
  /** The installation's team, whoever made the gesture. */
  readonly team: string;
  readonly user: string;
  readonly place: string | null;
  readonly threadRef: string | null;
}

export interface Hearing {
  /** The installation the request came for. */
  readonly team: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly nameOf: (team: string, user: string) => string | null;
  /** A file object of Slack as one that can be fetched. */
  readonly fileOf: (team: string, file: Json) => DeskFile;
  readonly mouthAt: (seat: Seat) => Mouth;
}

/**
 * The team a person belongs to: their own when it is another workspace of a shared channel, so that the house
 * does not take a stranger for one of its agents; else the installation's.
 */
export function teamOfAuthor(
  from: { readonly userTeam: string | null; readonly team: string | null },
  installed: string,
): string {
  const own = from.userTeam ?? from.team;
  return own?.startsWith('T') ? own : installed;
}
