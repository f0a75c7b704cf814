// Turns what cards, dialogs and message actions send into invocations; pure and tolerant.

import { asRecord, type Json, recordAt, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';
import { type FormMemory, unpackMemory } from '../desk-kit/packed-ask.js';
import type { Activity } from './activity.js';
import { readAsk, readValues } from './ask.js';
import { type Hearing, invoke, type Made, type Seat } from './hearing.js';
import { makeRef } from './refs.js';

/** What a card's action carries: an ask, or a form that was filled in. */
export interface Use {
  readonly ask: Ask;
  /** Of a form; null for a button. */
  readonly memory: FormMemory | null;
  /** What the card's fields hold, by their ids. */
  readonly values: Readonly<Record<string, string>>;
  /** Used on a message that only its author sees. */
  readonly onWhisper: boolean;
}

/** The invokes that may be answered with a dialog. */
const dialogs: ReadonlySet<string> = new Set([
  'task/fetch',
  'task/submit',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
]);

/** True for an invoke whose answer opens, changes or closes a dialog. */
export function isOfDialog({ name }: Activity): boolean {
  return name !== null && dialogs.has(name);
}

/** What was used, from an invoke or from a message that an old client sends instead; null when it is none of ours. */
export function readUse(activity: Activity): Use | null {
  const value = asRecord(activity.body.value);
  if (activity.type === 'message') return unpackUse(value);
  if (activity.name === 'adaptiveCard/action') return unpackUse(recordAt(recordAt(value, 'action'), 'data'));
  if (activity.name === 'composeExtension/fetchTask') return null;
  return isOfDialog(activity) ? unpackUse(recordAt(value, 'data')) : null;
}

function unpackUse(data: Json | null): Use | null {
  const memory = unpackMemory(data?.form);
  const onWhisper = data?.whisper === true;
  if (memory) return { ask: memory.ask, memory, values: readValues(data), onWhisper };
  const ask = readAsk(data);
  return ask && { ask, memory: null, values: {}, onWhisper };
}

/** Where a card's action was used. */
export function seatOf(activity: Activity, hearing: Pick<Hearing, 'user'>, memory: FormMemory | null): Seat {
  const { spot, replyToId, isPersonal } = activity;
  if (memory) {
    const { place, threadRef, postRef } = memory;
    return { user: hearing.user, place: place ?? spot.place, threadRef, postRef };
  }
  const postRef = replyToId === null ? null : makeRef(spot.root, replyToId);
  // An emulator tells the card, but not its thread: a card that stands in no thread is the first of its own.
  const threadRef = isPersonal ? null : (spot.root ?? postRef);
  return { user: hearing.user, place: spot.place, threadRef, postRef };
}

/** The invocation of a button, a menu or a form. */
export function parseUse(activity: Activity, use: Use, hearing: Hearing): Made {
  const seat = seatOf(activity, hearing, use.memory);
  if (use.memory) return invoke(hearing, seat, { via: 'form', ask: use.ask, values: use.values });
  const isHome = hearing.home !== null && seat.postRef === hearing.home;
  return invoke(hearing, seat, { via: isHome ? 'home' : 'button', ask: use.ask });
}

/** The commands of the manifest's message actions are command words. */
const wordPattern = /^[a-z]{1,30}$/;

/** An action on a message, from its own menu; null when it is none of ours. */
export function parseMessageAction(activity: Activity, hearing: Hearing): Made | null {
  const value = asRecord(activity.body.value);
  const word = textAt(value, 'commandId')?.toLowerCase() ?? '';
  const message = recordAt(value, 'messagePayload');
  const id = textAt(message, 'id') ?? activity.replyToId;
  if (!wordPattern.test(word)) return null;
  const { isPersonal } = activity;
  const root = isPersonal ? null : (activity.spot.root ?? textAt(message, 'replyToId') ?? id);
  const seat: Seat = {
    user: hearing.user,
    place: activity.spot.place,
    threadRef: root,
    postRef: id === null ? null : makeRef(root, id),
  };
  return invoke(hearing, seat, { via: 'shortcut', ask: { word } });
}
