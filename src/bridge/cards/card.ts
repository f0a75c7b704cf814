// The vocabulary of what an agent sees: pure data that every desk renders in its own way.

import type { TextDocument } from '../../core/text/document.js';

/** What a button, menu or form asks for when it is used: a command word with its arguments. */
export interface Ask {
  readonly word: string;
  readonly args?: string;
  /** The conversation and the epoch the card was drawn under: a stale button is refused (design §3.9). */
  readonly conversationId?: string;
  readonly epoch?: number;
  /** Said where the card knows that a form answers it, although the word alone does not tell. */
  readonly opens?: true;
}

const toRead: ReadonlySet<string> = new Set([
  'info',
  'history',
  'queue',
  'mine',
  'overview',
  'report',
  'agents',
  'status',
  'doctor',
  'help',
]);
const toFillIn: ReadonlySet<string> = new Set(['note', 'reply', 'transfer', 'category', 'whisper']);

/** True for an ask that is answered with something to read or to fill in: some desks must open it at the press. */
export function opensSomething({ word, args, opens }: Ask): boolean {
  return (
    opens === true || toRead.has(word) || word === 'template' || (toFillIn.has(word) && (args ?? '') === '')
  );
}

export interface Button {
  readonly kind: 'button';
  readonly label: string;
  readonly ask: Ask;
  readonly style?: 'primary' | 'danger';
  /** Asked before the gesture is sent. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

export interface LinkButton {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
}

/** A menu whose chosen value becomes the ask's arguments. */
export interface Menu {
  readonly kind: 'menu';
  readonly placeholder: string;
  readonly ask: Ask;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  readonly chosen?: string;
}

export type Control = Button | LinkButton | Menu;

export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: TextDocument }
  /** Small grey line(s). */
  | { readonly kind: 'context'; readonly text: TextDocument }
  /** Label and value pairs, two columns where there is room. */
  | {
      readonly kind: 'fields';
      readonly fields: readonly { readonly label: string; readonly value: TextDocument }[];
    }
  | { readonly kind: 'controls'; readonly controls: readonly Control[] }
  /** A moment shown in the reader's own time zone, with words before and after it. */
  | { readonly kind: 'since'; readonly label: string; readonly at: Date; readonly after?: string }
  /** How a person speaks and asks from here: each desk says it in its own words, because its ways differ. */
  | { readonly kind: 'ways'; readonly from: WaysFrom; readonly more?: string }
  /** People who are called, by this desk's own ids: agents, never anybody a customer names (design §3.13). */
  | {
      readonly kind: 'mentions';
      readonly people: readonly { readonly user: string; readonly name: string }[];
    }
  | { readonly kind: 'divider' };

/** Where the reader stands: in a conversation's thread as its status allows, at the help, or at their home. */
export type WaysFrom = 'ai' | 'pending' | 'active' | 'closed' | 'help' | 'home';

export interface Card {
  /** One line for notifications and for clients that cannot show cards. */
  readonly fallback: string;
  readonly parts: readonly Part[];
}

export type FormField =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly multiline: boolean;
      readonly optional?: boolean;
      readonly initial?: string;
      readonly placeholder?: string;
      readonly maxLength?: number;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly options: readonly { readonly label: string; readonly value: string }[];
      readonly optional?: boolean;
      readonly initial?: string;
    }
  /** Someone of the desk, by its own id. A desk without a picker of its own offers `people`. */
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly label: string;
      readonly people: readonly { readonly label: string; readonly value: string }[];
      readonly optional?: boolean;
    }
  | {
      readonly kind: 'files';
      readonly id: string;
      readonly label: string;
      readonly optional?: boolean;
      readonly max: number;
    }
  | { readonly kind: 'info'; readonly text: TextDocument };

/** A dialog; its values come back as an invocation of `ask.word` with `values` by field id. */
export interface Form {
  readonly title: string;
  readonly submit: string;
  readonly ask: Ask;
  readonly fields: readonly FormField[];
  /** Submitted also when there is nothing to fill in: what it shows is confirmed. */
  readonly confirms?: true;
}
