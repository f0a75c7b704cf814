// One gesture of an agent in one shape, whichever front door it came through.

import type { Card, Form } from './cards/card.js';

export type Via = 'slash' | 'button' | 'word' | 'mention' | 'shortcut' | 'form' | 'direct' | 'home';

/** A file of the desk that a gesture carries; fetched only when it is needed. */
export interface DeskFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Downloads it. Throws Failure with a sentence for the author. */
  fetch(): Promise<Buffer>;
}

export interface Invocation {
  readonly desk: string;
  /** The Slack team or Teams tenant. */
  readonly team: string;
  /** The desk's id of the person; mapped to an agent when the gesture arrives, never trusted further. */
  readonly user: string;
  readonly via: Via;
  /** The command word, lower case, without `/` or `!`. */
  readonly word: string;
  /** The rest of the line, trimmed; names of people as the desk's ids in the form `@U123`. */
  readonly args: string;
  /** What a form's fields hold, by field id; lists for files and multi-choices. */
  readonly values: Readonly<Record<string, string>>;
  readonly files: readonly DeskFile[];
  readonly place: string | null;
  readonly threadRef: string | null;
  /** The post the gesture was made on: a card, or the message of a shortcut. */
  readonly postRef: string | null;
  /** Given by buttons and forms; checked again when it arrives. */
  readonly conversationId: string | null;
  readonly epoch: number | null;
  readonly mouth: Mouth;
}

/** How this gesture can be answered on its desk. */
export interface Mouth {
  /** Shows a card to this person only. */
  whisper(card: Card): Promise<void>;
  /** Opens a dialog; only within seconds of a gesture that allows it (buttons, slash, shortcuts). */
  openForm?(form: Form): Promise<void>;
  /** In the answer to a submitted form: marks its fields wrong instead of closing it. */
  refuseForm?(errors: Readonly<Record<string, string>>): void;
}
