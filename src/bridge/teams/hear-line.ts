// Hears what is typed, edited, deleted and reacted to; a file that Teams keeps to itself never goes unmentioned.

import type { DeskFile } from '../invocation.js';
import { createAbsentFile } from './absent-file.js';
import type { Activity } from './activity.js';
import type { EarRoom, Meet, Met } from './ear-room.js';
import type { Hearing } from './hearing.js';
import { createOrder } from './in-order.js';
import { createTurn } from './mouth.js';
import { parseUse, readUse, type Use } from './parse-invoke.js';
import { isOverheard, parseDeletion, parseMessage, parseUpdate } from './parse-message.js';
import { parseReactions } from './parse-reaction.js';
import { makeRef, nameSpot } from './refs.js';
import { sayCard } from './say.js';
import { readTyped, type Typed } from './typed.js';

/** Creates what hears them; rejects when something could not be stored. */
export function createHearingLines(room: EarRoom, meet: Meet): (activity: Activity) => Promise<void> {
  const { hear } = room;
  const inOrder = createOrder();

  /** Who wrote it may have to be asked for: what is typed after it in the same thread must not overtake it. */
  const meetInOrder = (activity: Activity, overheard: boolean) =>
    inOrder(nameSpot(activity.spot), () => meet(activity, overheard));

  const hearUse = async (activity: Activity, use: Use): Promise<void> => {
    const met = await meet(activity);
    if (!met) return;
    const filled = use.memory ? { memory: use.memory, values: use.values } : null;
    const gesture = parseUse(activity, use, met.hearingOf(createTurn('line', filled)));
    if (met.isStranger) await gesture.mouth.whisper(sayCard(''));
    else await hear(gesture);
  };

  const hearMessage = async (activity: Activity): Promise<void> => {
    const use = readUse(activity);
    if (use) return hearUse(activity, use);
    const typed = readTyped(activity.body);
    const met = await meetInOrder(activity, isOverheard(activity, typed));
    if (!met) return;
    if (activity.isPersonal && isHomeAsked(typed)) return openHome(room, met);
    await hearWords(room, { activity, typed, met });
  };

  return async (activity) => {
    if (activity.type === 'message') return hearMessage(activity);
    const met = await meetInOrder(activity, false);
    const hearing = met?.hearingOf(createTurn('line'));
    const team = room.options.tenantId;
    if (activity.type === 'messageDelete') {
      const gesture = parseDeletion(activity, { team });
      if (gesture) await hear(gesture);
    } else if (hearing && activity.type === 'messageUpdate') {
      const gesture = parseUpdate(activity, hearing);
      if (gesture) await hear(gesture);
    } else if (hearing) for (const gesture of parseReactions(activity, hearing)) await hear(gesture);
  };
}

function isHomeAsked({ text }: Typed): boolean {
  const [first, ...others] = text;
  if (first?.kind !== 'paragraph' || others.length > 0) return false;
  const [only, ...rest] = first.children;
  return rest.length === 0 && only?.kind === 'text' && /^[!/]?home$/i.test(only.text.trim());
}

/** Shows a person's home at the end of their chat with us. */
async function openHome({ options, reach, hear }: EarRoom, { user, isStranger }: Met): Promise<void> {
  if (isStranger) return;
  reach.showHomeAnew(user);
  await hear({ type: 'home-opened', desk: 'teams', team: options.tenantId, user });
}

async function hearWords(
  room: EarRoom,
  { activity, typed, met }: { readonly activity: Activity; readonly typed: Typed; readonly met: Met },
): Promise<void> {
  const { images, absent } = await readFiles(room, activity, met);
  const files = absent ? [...images, absent.file] : images;
  const plain = met.hearingOf(createTurn('line'), files);
  const hearing: Hearing = absent
    ? { ...plain, mouthAt: (seat) => absent.mouthOf(plain.mouthAt(seat)) }
    : plain;
  const gesture = await parseMessage(activity, typed, hearing);
  if (!gesture) return;
  await room.hear(gesture);
  await absent?.finish(gesture.mouth);
}

async function readFiles(room: EarRoom, activity: Activity, met: Met) {
  const { images, missing } = room.files.read(activity.body);
  if (!missing) return { images, absent: null };
  const fetched = await fetchByGraph(room, activity);
  if (fetched) return { images: [...images, ...fetched], absent: null };
  const { spot, id } = activity;
  const threadRef = spot.root === id ? null : spot.root;
  const seat = { user: met.user, place: spot.place, threadRef, lineRef: makeRef(threadRef, id ?? '') };
  return { images, absent: createAbsentFile(() => room.files.uploadLink(seat)) };
}

async function fetchByGraph(
  { options, files }: EarRoom,
  activity: Activity,
): Promise<readonly DeskFile[] | null> {
  if (!options.graph) return null;
  try {
    return await files.fetchByGraph(activity.body);
  } catch (error) {
    options.log.warn(
      { place: activity.spot.place, cause: error instanceof Error ? error.message : 'unknown' },
      'A file could not be fetched through Graph',
    );
    return null;
  }
}
