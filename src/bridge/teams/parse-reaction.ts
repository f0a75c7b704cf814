// Turns Teams' reactions into gestures: its own six names, newer ones that carry their code points, and plain Unicode.

import { recordsAt, textAt } from '../../core/payload.js';
import { findEmoji } from '../../core/text/emoji.js';
import type { Gesture } from '../desk.js';
import type { Activity } from './activity.js';
import type { Hearing } from './hearing.js';
import { makeRef } from './refs.js';

const own: Readonly<Record<string, string>> = {
  like: '👍',
  heart: '❤️',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😡',
};

/** One emoji and what modifies or joins it. */
const glyph =
  /^\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f){0,15}$/u;

/** Every reaction that was added or taken back, in that order; Teams tells of those to our own posts only. */
export function parseReactions({ replyToId, spot, body }: Activity, hearing: Hearing): readonly Gesture[] {
  if (replyToId === null || hearing.isStranger) return [];
  const base = {
    type: 'reacted',
    desk: 'teams',
    team: hearing.team,
    user: hearing.user,
    place: spot.place,
    ref: makeRef(spot.root, replyToId),
  } as const;
  const read = (list: 'reactionsAdded' | 'reactionsRemoved'): readonly Gesture[] =>
    recordsAt(body, list)
      .map((one) => textAt(one, 'type'))
      .filter((type) => type !== null)
      .map((type) => ({ ...base, emoji: readReaction(type), removed: list === 'reactionsRemoved' }));
  // What replaces another reaction must not be undone by the end of the first.
  return [...read('reactionsRemoved'), ...read('reactionsAdded')];
}

/** The glyph of a reaction's type; null for a tenant's own pictures. */
export function readReaction(type: string): string | null {
  const known = own[type.toLowerCase()];
  if (known !== undefined) return known;
  if (glyph.test(type)) return type;
  const points = /^((?:[0-9a-f]{4,5})(?:-[0-9a-f]{4,5}){0,9})(?:_|$)/i.exec(type)?.[1];
  if (points !== undefined) return glyphOf(points.split('-'));
  return findEmoji(type.toLowerCase());
}

function glyphOf(points: readonly string[]): string | null {
  const codes = points.map((point) => Number.parseInt(point, 16));
  if (!codes.every((code) => code >= 0x200d && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)))
    return null;
  const shown = String.fromCodePoint(...codes);
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(shown) ? shown : null;
}
