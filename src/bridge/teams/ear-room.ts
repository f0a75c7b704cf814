// What the rooms of the ear share: what they are given, and what they know of who made a gesture.

import type { Json } from '../../core/payload.js';
import type { Gesture } from '../desk.js';
import type { DeskFile } from '../invocation.js';
import type { Activity } from './activity.js';
import type { Connector } from './connector.js';
import type { Hearing } from './hearing.js';
import type { Turn } from './mouth.js';
import type { TeamsDeskOptions } from './options.js';
import type { People } from './people.js';
import type { Reach } from './reach.js';

/** What the desk's files can do for a line. */
export interface LineFiles {
  read(activity: Json): { readonly images: readonly DeskFile[]; readonly missing: boolean };
  fetchByGraph(activity: Json): Promise<readonly DeskFile[] | null>;
  uploadLink(seat: {
    readonly user: string;
    readonly place: string;
    readonly threadRef: string | null;
    readonly lineRef: string;
  }): string;
}

export interface EarRoom {
  readonly options: TeamsDeskOptions;
  readonly connector: Pick<Connector, 'member'>;
  readonly people: People;
  readonly reach: Reach;
  readonly files: LineFiles;
  readonly hear: (gesture: Gesture) => Promise<void>;
}

/** Who made a gesture and where, once that is known. */
export type Meet = (activity: Activity, isOverheard?: boolean) => Promise<Met | null>;
export interface Met {
  readonly isStranger: boolean;
  readonly user: string;
  /** What parsing is given; answers go into `turn`. */
  hearingOf(turn: Turn, files?: readonly DeskFile[]): Hearing;
}

/** What guests and people of other tenants are told. */
export const strangerSentence = 'Only members of this organization can work with Baton.';
