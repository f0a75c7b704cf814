// Hears what is typed, edited, deleted and reacted to; a file that Teams keeps to itself never goes unmentioned.

import { createInOrder } from '../../core/in-order.js';
import type { Gesture } from '../desk.js';
import type { DeskFile } from '../invocation.js';
import { createAbsentFile } from './absent-file.js';
import type { Activity } from './activity.js';
import type { EarRoom, Meet, Met } from './ear-room.js';
import type { Hearing } from './hearing.js';
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
  const inOrder = createInOrder();

  /**
   * Who wrote it, whom it names and its files may have to be asked for: what is typed after it in the same thread must
   * not overtake it. Once the house has it, the house keeps its order.
   */
  const tellInOrder = async (activity: Activity, make: () => Promise<readonly Told[]>): Promise<void> => {
    const told = await inOrder(nameSpot(activity.spot), async () =>
      (await make()).map(({ gesture, after }) => ({ heard: hear(gesture), after })),
    );
    await Promise.all(told.map(({ heard }) => heard));
    for (const { after } of told) await after?.();
  };

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
    return tellInOrder(activity, async () => {
      const met = await meet(activity, isOverheard(activity, typed));
      if (!met) return [];
      if (activity.isPersonal && isHomeAsked(typed)) return askForHome(room, met);
      return readWords(room, { activity, typed, met });
    });
  };

  return async (activity) => {
    if (activity.type === 'message') return hearMessage(activity);
    return tellInOrder(activity, async () => {
      const met = await meet(activity);
      return readChanges(activity, met, room.options.tenantId).map((gesture) => ({ gesture }));
    });
  };
}

/** A gesture for the house, and what is left to do once it has it. */
interface Told {
  readonly gesture: Gesture;
  readonly after?: () => Promise<void>;
}

/** Edits, deletions and reactions; a deletion counts whoever made it. */
function readChanges(activity: Activity, met: Met | null, team: string): readonly Gesture[] {
  const gesture = activity.type === 'messageDelete' ? parseDeletion(activity, { team }) : null;
  if (gesture) return [gesture];
  const hearing = met?.hearingOf(createTurn('line'));
  if (!hearing) return [];
  if (activity.type === 'messageReaction') return parseReactions(activity, hearing);
  const edit = activity.type === 'messageUpdate' ? parseUpdate(activity, hearing) : null;
  return edit ? [edit] : [];
}

function isHomeAsked({ text }: Typed): boolean {
  const [first, ...others] = text;
  if (first?.kind !== 'paragraph' || others.length > 0) return false;
  const [only, ...rest] = first.children;
  return rest.length === 0 && only?.kind === 'text' && /^[!/]?home$/i.test(only.text.trim());
}

/** A person's home, shown at the end of their chat with us. */
function askForHome({ options, reach }: EarRoom, { user, isStranger }: Met): readonly Told[] {
  if (isStranger) return [];
  reach.showHomeAnew(user);
  return [{ gesture: { type: 'home-opened', desk: 'teams', team: options.tenantId, user } }];
}

async function readWords(
  room: EarRoom,
  { activity, typed, met }: { readonly activity: Activity; readonly typed: Typed; readonly met: Met },
): Promise<readonly Told[]> {
  const { images, absent } = await readFiles(room, activity, met);
  const files = absent ? [...images, absent.file] : images;
  const plain = met.hearingOf(createTurn('line'), files);
  const hearing: Hearing = absent
    ? { ...plain, mouthAt: (seat) => absent.mouthOf(plain.mouthAt(seat)) }
    : plain;
  const gesture = await parseMessage(activity, typed, hearing);
  if (!gesture) return [];
  return [absent ? { gesture, after: () => absent.finish(gesture.mouth) } : { gesture }];
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
