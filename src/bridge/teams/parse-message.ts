// Turns Teams' message activities into gestures: typed lines, words said to us after a slash, edits and deletions.

import { recordAt } from '../../core/payload.js';
import type { TextDocument } from '../../core/text/document.js';
import type { DeskLine, Gesture } from '../desk.js';
import type { Activity } from './activity.js';
import { type Hearing, invoke, type Made, type Seat } from './hearing.js';
import { makeRef } from './refs.js';
import { flattenTyped, readTyped, type Typed } from './typed.js';
import { mention } from './ways.js';

/** True for a command chosen after a slash: only its author and we see it. */
export function isTargeted({ body }: Activity): boolean {
  return recordAt(body, 'recipient').isTargeted === true;
}

/** True for a line in a channel that says nothing to us, and reaches us all the same. */
export function isOverheard(activity: Activity, typed: Typed): boolean {
  const isTyped = activity.type === 'message' && activity.body.value === undefined;
  return isTyped && !activity.isPersonal && !isTargeted(activity) && !typed.mentionsUs;
}

/** A typed line, or what was chosen after a slash; null when it has no id of its own. */
export async function parseMessage(
  activity: Activity,
  typed: Typed,
  hearing: Hearing,
): Promise<DeskLine | Made | null> {
  const { id, spot } = activity;
  if (id === null) return null;
  const raw = await writeRaw(activity, typed, hearing);
  if (isTargeted(activity)) return parseSlash(activity, raw, hearing);
  const seat: Seat = {
    user: hearing.user,
    place: spot.place,
    threadRef: spot.root === id || activity.isPersonal ? null : spot.root,
    postRef: null,
  };
  return {
    type: 'line',
    desk: 'teams',
    team: hearing.team,
    user: nameForHouse(hearing),
    place: seat.place,
    threadRef: seat.threadRef,
    ref: makeRef(seat.threadRef, id),
    clientId: null,
    text: typed.text,
    raw,
    // A file alone, where people must mention us to be heard, is for the customer: nobody asked for help with it.
    addressed: typed.addressed && !(raw === '' && hearing.mustAddress && hearing.files.length > 0),
    mustMention: hearing.mustAddress ? mention : null,
    direct: activity.isPersonal,
    files: hearing.files,
    mouth: hearing.mouthAt(seat),
  };
}

/** Strangers are told so by the house itself, and only where it is concerned. */
function nameForHouse({ user, isStranger }: Hearing): string {
  return isStranger ? `stranger:${user}` : user;
}

function parseSlash({ spot }: Activity, raw: string, hearing: Hearing): Made {
  const [, word = '', args = ''] = /^[!/]?(\S*)\s*([\s\S]*)$/u.exec(raw) ?? [];
  const seat = { user: hearing.user, place: spot.place, threadRef: spot.root, postRef: null };
  return invoke(hearing, seat, {
    via: 'slash',
    ask: { word: word === '' ? 'help' : word.toLowerCase(), args: args.trim() },
  });
}

/** Only what may be a command has its people looked up: an ordinary line shows their names. */
async function writeRaw(activity: Activity, typed: Typed, hearing: Hearing): Promise<string> {
  const named = flattenTyped(typed.text, () => null);
  const isCommand = typed.addressed || activity.isPersonal || isTargeted(activity) || named.startsWith('!');
  if (!isCommand || typed.mentions.length === 0) return named;
  const users = await Promise.all(typed.mentions.map(({ id }) => (id === null ? null : hearing.whoIs(id))));
  return flattenTyped(typed.text, (index) => users[index] ?? null);
}

/** An edit, or a line that its author brought back; null when it is nobody's. */
export function parseUpdate(activity: Activity, hearing: Hearing): Gesture | null {
  const { id, spot, isPersonal } = activity;
  if (id === null || isPersonal || hearing.isStranger) return null;
  const { text }: { readonly text: TextDocument } = readTyped(activity.body);
  return {
    type: 'line-edited',
    desk: 'teams',
    team: hearing.team,
    user: hearing.user,
    place: spot.place,
    ref: makeRef(spot.root, id),
    text,
    raw: flattenTyped(text, () => null),
  };
}

/** A deletion: of a thread's first message, or of a line in it. */
export function parseDeletion(
  { id, spot, isPersonal }: Activity,
  { team }: Pick<Hearing, 'team'>,
): Gesture | null {
  if (id === null || isPersonal) return null;
  const type = spot.root === null || spot.root === id ? 'root-deleted' : 'line-deleted';
  return { type, desk: 'teams', team, place: spot.place, ref: makeRef(spot.root, id) };
}
