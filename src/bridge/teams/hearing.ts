// What parsing is given of the world: whose gesture it is, where it was made, and how it can be answered.

import type { Ask } from '../cards/card.js';
import type { Gesture } from '../desk.js';
import type { DeskFile, Invocation, Mouth, Via } from '../invocation.js';

/** Where a gesture was made and may be answered. */
export interface Seat {
  readonly user: string;
  readonly place: string;
  readonly threadRef: string | null;
  readonly postRef: string | null;
}

export interface Hearing {
  readonly team: string;
  /** The Entra object id of its author. */
  readonly user: string;
  /** A guest or someone of another tenant: the house is given a name that no agent can have. */
  readonly isStranger: boolean;
  /** True where we hear only what is said to us. */
  readonly mustAddress: boolean;
  /** The author's home card, when this is their personal chat. */
  readonly home: string | null;
  /** Files and pictures that came with it. */
  readonly files: readonly DeskFile[];
  /** Someone who is mentioned, by the connector's id; null when nobody can tell. */
  readonly whoIs: (id: string) => Promise<string | null>;
  readonly mouthAt: (seat: Seat) => Mouth;
}

export type Made = Gesture & { readonly type: 'invocation' };

interface Call {
  readonly via: Via;
  readonly ask: Ask;
  readonly values?: Invocation['values'];
}

/** The invocation of an ask that was made at a seat. */
export function invoke(hearing: Hearing, seat: Seat, { via, ask, values }: Call): Made {
  return {
    type: 'invocation',
    desk: 'teams',
    team: hearing.team,
    user: seat.user,
    via,
    word: ask.word,
    args: ask.args ?? '',
    values: values ?? {},
    files: hearing.files,
    place: seat.place,
    threadRef: seat.threadRef,
    postRef: seat.postRef,
    conversationId: ask.conversationId ?? null,
    epoch: ask.epoch ?? null,
    mouth: hearing.mouthAt(seat),
  };
}
