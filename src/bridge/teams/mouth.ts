// Makes the answer of one gesture: in Teams' own answer while that is still open, else in a message only its author sees.

import type { Json } from '../../core/payload.js';
import { printPlain } from '../../core/text/print-plain.js';
import type { Card, Form } from '../cards/card.js';
import { atMost } from '../desk-kit/at-most.js';
import type { FormMemory } from '../desk-kit/packed-ask.js';
import type { Mouth } from '../invocation.js';
import { openDialog, sayInBox, sayInToast, showInPlace } from './answers.js';
import { toFailure } from './errors.js';
import type { FormShelf } from './form-shelf.js';
import type { Seat } from './hearing.js';
import type { TeamsLog } from './options.js';
import type { Reach } from './reach.js';
import { renderCard, renderCardDialog, type Speaking } from './render.js';
import { renderDialog, renderForm } from './render-form.js';

/** `line`: nothing can be answered; `execute`: a sentence, or a card in place; `dialog`: a dialog, a box or nothing. */
export type TurnKind = 'line' | 'execute' | 'dialog';

/** One request of Teams and what it will be answered. */
export interface Turn {
  readonly kind: TurnKind;
  /** The form that was filled in, and what its fields hold. */
  readonly filled: { readonly memory: FormMemory; readonly values: Readonly<Record<string, string>> } | null;
  /** Made on a message that only its author sees: the answer takes the place of its buttons. */
  readonly onWhisper: boolean;
  answer: Json | null;
  /** True once answered: nothing can be put into the answer any more. */
  isAnswered: boolean;
  /** True once anything was shown to the person. */
  hasSpoken: boolean;
}

export function createTurn(kind: TurnKind, filled: Turn['filled'] = null, onWhisper = false): Turn {
  return { kind, filled, onWhisper, answer: null, isAnswered: false, hasSpoken: false };
}

export interface MouthRoom {
  readonly reach: Pick<Reach, 'whisper' | 'whisperForm'>;
  readonly forms: FormShelf;
  readonly log: TeamsLog;
}

/** How long a whisper may hold up a gesture's answer, in milliseconds; it goes on afterwards. */
const patienceMs = 1500;
/** A longer answer is not read in the moment that a toast stays. */
const toastLimit = 200;

/** The mouth of a gesture made at `seat`; what cannot be shown is logged, it must not undo what was stored. */
export function createMouth(
  room: MouthRoom,
  turn: Turn,
  { seat, speaking }: { seat: Seat; speaking: Speaking },
): Mouth {
  const to = { team: null, place: seat.place, threadRef: seat.threadRef, user: seat.user };
  const lasting = async (work: Promise<void>, fallback: string) => {
    const told = work.catch((error: unknown) => {
      const { code } = toFailure(error, true);
      room.log.warn({ place: seat.place, user: seat.user, code }, 'An answer could not be shown');
      if (turn.kind === 'execute' && !turn.isAnswered) turn.answer = sayInToast(fallback);
    });
    await atMost(told, patienceMs);
  };
  return {
    async whisper(card) {
      turn.hasSpoken = true;
      if (answerWith(turn, card, speaking)) return;
      await lasting(room.reach.whisper(to, card), card.fallback);
    },
    async openForm(form) {
      turn.hasSpoken = true;
      const memory = rememberForm(room, seat, form);
      if (turn.kind === 'dialog' && !turn.isAnswered) turn.answer = openDialog(renderDialog(form, memory));
      else if (turn.kind === 'execute' && turn.filled && !turn.isAnswered)
        turn.answer = showInPlace(renderForm(form, memory, { inline: true }));
      else await lasting(room.reach.whisperForm(to, form, memory), 'The form could not be shown here.');
    },
    ...(turn.filled ? { refuseForm: (errors) => refuse(room, turn, seat, errors) } : {}),
  };
}

/** The mouth of a gesture that is refused whatever it asks: it says that one sentence. */
export function createRefusal(mouth: Mouth, card: Card): Mouth {
  return { whisper: () => mouth.whisper(card) };
}

function rememberForm(
  { forms }: MouthRoom,
  { user, place, threadRef, postRef }: Seat,
  form: Form,
): FormMemory {
  const memory = { ask: form.ask, place, threadRef, postRef };
  forms.keep(user, memory, form);
  return memory;
}

/** Puts a card into the answer; false where it does not belong there. */
function answerWith(turn: Turn, card: Card, speaking: Speaking): boolean {
  if (turn.isAnswered || turn.kind === 'line') return false;
  const sentence = readInPassing(card);
  if (turn.kind === 'dialog') {
    // A form that was taken closes; what confirms it must not stand in the way, what went wrong must.
    if (turn.filled && sentence !== null && !sentence.startsWith('⚠️')) return false;
    turn.answer = sentence === null ? openDialog(renderCardDialog(card, speaking)) : sayInBox(sentence);
    return true;
  }
  // A form in a message, or a whisper's button, is done with: the answer takes its place, unless it can be tried again.
  const isRefused = sentence?.startsWith('⚠️') === true;
  if (turn.filled) turn.answer = showInPlace(renderCard(card, speaking));
  else if (turn.onWhisper && !isRefused) turn.answer = showInPlace(renderCard(card, speaking, 'whisper'));
  else if (sentence !== null) turn.answer = sayInToast(sentence);
  return turn.answer !== null;
}

/** The words of a card that is nothing but a short text, read in passing; null for every other. */
function readInPassing({ parts }: Card): string | null {
  const words: string[] = [];
  for (const part of parts) {
    if (part.kind !== 'text' && part.kind !== 'context') return null;
    words.push(printPlain(part.text));
  }
  const sentence = words.join(' ').trim();
  return sentence !== '' && sentence.length <= toastLimit ? sentence : null;
}

/** The same form again, with the sentences where they belong and what was typed still in it. */
function refuse(
  { forms }: MouthRoom,
  turn: Turn,
  { user }: Seat,
  errors: Readonly<Record<string, string>>,
): void {
  if (!turn.filled || turn.isAnswered) return;
  turn.hasSpoken = true;
  const { memory, values } = turn.filled;
  const form = forms.find(user, memory);
  const isInline = turn.kind === 'execute';
  if (!form) {
    const sentence = `${Object.values(errors).join(' ')} Please open the form again.`;
    turn.answer = isInline ? sayInToast(sentence) : sayInBox(sentence);
  } else if (isInline) turn.answer = showInPlace(renderForm(form, memory, { errors, values, inline: true }));
  else turn.answer = openDialog(renderDialog(form, memory, { errors, values }));
}
