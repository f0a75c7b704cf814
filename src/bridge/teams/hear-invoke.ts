// Hears what must be answered at once: buttons, dialogs and message actions, each in the shape that Teams takes.

import type { Json } from '../../core/payload.js';
import { atMost } from '../desk-kit/at-most.js';
import type { Activity } from './activity.js';
import { type Answer, sayInBox, sayInToast, showInPlace } from './answers.js';
import { type EarRoom, type Meet, strangerSentence } from './ear-room.js';
import type { Made } from './hearing.js';
import { createTurn, type Turn } from './mouth.js';
import { isOfDialog, parseMessageAction, parseUse, readUse } from './parse-invoke.js';
import { renderCard } from './render.js';
import { sayCard } from './say.js';

/** Teams shows an error after some seconds; what takes longer is answered and goes on. */
const patienceMs = 2500;
const outdated = 'That can no longer be used here. Say “help” to see what can.';
const foreign = 'Baton does not work for this organization.';
const late = 'This takes a moment longer.';
const whispered = 'The answer is in a message that only you see.';

/** Creates what hears them; rejects when a gesture could not be stored. */
export function createHearingInvokes(
  room: EarRoom,
  meet: Meet,
): (activity: Activity, isForeign: boolean) => Promise<Answer> {
  return async (activity, isForeign) => {
    const isExecute = activity.name === 'adaptiveCard/action';
    // What we never offered (files, links, sign-in) is accepted and left: an error would be shown to the person.
    if (!isExecute && !isOfDialog(activity)) return { status: 200, body: {} };
    const say = (sentence: string): Answer => {
      return { status: 200, body: isExecute ? sayInToast(sentence) : sayInBox(sentence) };
    };
    if (isForeign) return say(foreign);
    const use = readUse(activity);
    const filled = use?.memory ? { memory: use.memory, values: use.values } : null;
    const turn = createTurn(isExecute ? 'execute' : 'dialog', filled, use?.onWhisper);
    const met = await meet(activity);
    if (!met || met.isStranger) return say(strangerSentence);
    const hearing = met.hearingOf(turn);
    const isAction = activity.name === 'composeExtension/fetchTask';
    const gesture = use
      ? parseUse(activity, use, hearing)
      : isAction
        ? parseMessageAction(activity, hearing)
        : null;
    if (!gesture) return say(outdated);
    const outcome = await hearInTime(room, turn, gesture);
    return { status: 200, body: outcome === 'late' ? answerLate(turn, activity) : answerOf(turn, activity) };
  };
}

async function hearInTime({ options, hear }: EarRoom, turn: Turn, gesture: Made): Promise<'done' | 'late'> {
  const heard = hear(gesture);
  const outcome = await atMost(heard, patienceMs);
  turn.isAnswered = true;
  if (outcome === 'late')
    heard.catch((error: unknown) => {
      options.log.error(
        { cause: error instanceof Error ? error.message : 'unknown' },
        'A gesture failed after it was answered',
      );
      return gesture.mouth.whisper(sayCard('That did not work just now. Please try again.'));
    });
  return outcome;
}

function answerOf(turn: Turn, activity: Activity): Json | null {
  if (turn.answer) return turn.answer;
  if (turn.kind === 'execute') {
    if (turn.filled || (turn.onWhisper && !turn.hasSpoken))
      return showInPlace(renderCard(sayCard(turn.hasSpoken ? whispered : '✅ Done.'), 'plain'));
    return sayInToast(turn.hasSpoken ? whispered : 'Done.');
  }
  return isSubmission(activity) ? closing(activity) : sayInBox(turn.hasSpoken ? whispered : 'Done.');
}

function answerLate(turn: Turn, activity: Activity): Json | null {
  if (turn.answer) return turn.answer;
  if (turn.kind === 'execute') return sayInToast(late);
  return isSubmission(activity) ? closing(activity) : sayInBox(late);
}

function isSubmission({ name }: Activity): boolean {
  return name === 'task/submit' || name === 'composeExtension/submitAction';
}

/** Closes the dialog. */
function closing({ name }: Activity): Json | null {
  return name === 'task/submit' ? null : {};
}
