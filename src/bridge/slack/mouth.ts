// Makes the answer of one gesture: in Slack's own answer while that is still open, by its response url, or by a whisper.

import { type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import type { Card } from '../cards/card.js';
import { atMost } from '../desk-kit/at-most.js';
import type { Mouth } from '../invocation.js';
import { toFailure } from './errors.js';
import type { Seat } from './hearing.js';
import type { SlackLog } from './options.js';
import type { Reach } from './reach.js';
import { renderCard } from './render.js';
import { renderForm } from './render-form.js';

export type TurnKind = 'event' | 'command' | 'action' | 'submission' | 'shortcut';

/** One request of Slack and what it will be answered. */
export interface Turn {
  readonly kind: TurnKind;
  readonly body: Json;
  /** The body of the acknowledgement; undefined for an empty one. */
  answer: object | undefined;
  /** True once acknowledged: nothing can be put into the answer any more. */
  isAnswered: boolean;
  /** True once anything was shown to the person. */
  hasSpoken: boolean;
}

export function createTurn(kind: TurnKind, body: Json): Turn {
  return { kind, body, answer: undefined, isAnswered: false, hasSpoken: false };
}

interface MouthRoom {
  readonly reach: Reach;
  readonly log: SlackLog;
}

/** How long a whisper may hold up a gesture's acknowledgement, in milliseconds; it goes on afterwards. */
const patienceMs = 1500;

/** The mouth of a gesture made at `seat`; a whisper that fails is logged, it must not undo what was stored. */
export function createMouth(room: MouthRoom, turn: Turn, seat: Seat): Mouth {
  const trigger = textAt(turn.body, 'trigger_id');
  const { postRef, ...from } = { ...seat, postRef: postRefOf(turn.body) };
  const memory = { place: from.place, threadRef: from.threadRef, postRef };
  return {
    async whisper(card) {
      turn.hasSpoken = true;
      const told = say(room.reach, turn, seat, card).catch((error: unknown) => {
        const { code } = toFailure(error, true);
        room.log.warn({ place: seat.place, user: seat.user, code }, 'A whisper could not be shown');
      });
      await atMost(told, patienceMs);
    },
    ...(trigger === null
      ? {}
      : {
          async openForm(form) {
            turn.hasSpoken = true;
            if (turn.kind === 'submission' && !turn.isAnswered) {
              turn.answer = { response_action: 'update', view: renderForm(form, memory) };
            } else await room.reach.openForm({ team: seat.team, trigger }, form, memory);
          },
        }),
    ...(turn.kind === 'submission' ? { refuseForm: (errors) => refuse(turn, errors) } : {}),
  };
}

/** True for a gesture made on a whisper, whose card can only be changed by its response url. */
export function isOnWhisper(body: Json): boolean {
  return recordAt(body, 'container').is_ephemeral === true;
}

async function say(reach: Reach, turn: Turn, seat: Seat, card: Card): Promise<void> {
  const url = textAt(turn.body, 'response_url');
  if (turn.kind === 'command' && !turn.isAnswered && turn.answer === undefined) {
    turn.answer = { response_type: 'ephemeral', ...renderCard(card) };
    return;
  }
  if (url !== null && turn.kind === 'command') {
    return reach.respond(url, { response_type: 'ephemeral', replace_original: false, ...renderCard(card) });
  }
  if (url !== null && isOnWhisper(turn.body)) {
    return reach.respond(url, { replace_original: true, ...renderCard(card) });
  }
  const place = seat.place ?? '';
  const isRoot = turn.kind === 'action' && seat.threadRef === postRefOf(turn.body);
  return reach.whisper(
    { team: seat.team, place, threadRef: isRoot ? null : seat.threadRef, user: seat.user },
    card,
  );
}

function postRefOf(body: Json): string | null {
  return textAt(recordAt(body, 'container'), 'message_ts') ?? textAt(body, 'message_ts');
}

/** Errors may only name input blocks of the form; what names none goes to the first. */
function refuse(turn: Turn, errors: Readonly<Record<string, string>>): void {
  const inputs = recordsAt(recordAt(turn.body, 'view'), 'blocks').filter((block) => block.type === 'input');
  const ids = inputs.map((block) => textAt(block, 'block_id')).filter((id) => id !== null);
  const first = ids[0];
  if (first === undefined) return;
  const shown: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(errors)) {
    const id = ids.includes(field) ? field : first;
    shown[id] = cut(shown[id] ? `${shown[id]} ${sentence}` : sentence, 2000);
  }
  turn.answer = { response_action: 'errors', errors: shown };
  turn.hasSpoken = true;
}
