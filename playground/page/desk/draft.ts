// The line being written: its text and caret, what is offered to complete it, and its survival elsewhere.
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Suggestion } from './suggestions.js';

// Half-written lines survive switching between channels, threads and people.
const drafts = new Map<string, string>();

export interface Draft {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  offers: readonly Suggestion[];
  choice: number;
  write(text: string, caret: number): void;
  moveCaret(caret: number): void;
  /** Puts an offer in place of the word being typed. */
  take(offer: Suggestion): void;
  move(step: 1 | -1): void;
  dismiss(): void;
  /** Gives a line back that could not be sent, unless another was begun meanwhile. */
  giveBack(text: string): void;
}

/** `key` names whose line it is and where; `suggestFor` tells what completes the word before the caret. */
export function useDraft(key: string, suggestFor: (text: string, caret: number) => Suggestion[]): Draft {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(drafts.get(key) ?? '');
  const [caret, setCaret] = useState(0);
  const [choice, setChoice] = useState(0);
  const [dismissed, setDismissed] = useState('');
  useEffect(() => setText(drafts.get(key) ?? ''), [key]);
  useEffect(() => fitHeight(field.current), [text]);
  const offers = dismissed === text ? [] : suggestFor(text, caret);
  const write = (next: string, at: number) => {
    drafts.set(key, next);
    setText(next);
    setCaret(at);
    setChoice(0);
  };
  return {
    field,
    text,
    offers,
    choice,
    write,
    moveCaret: setCaret,
    take(offer) {
      const next = text.slice(0, offer.from) + offer.insert + text.slice(offer.to);
      const at = offer.from + offer.insert.length;
      // Set here and not only by the next drawing, so that a key pressed meanwhile lands behind the word.
      if (field.current) {
        field.current.value = next;
        field.current.setSelectionRange(at, at);
        field.current.focus();
      }
      write(next, at);
    },
    move: (step) => setChoice((choice + step + offers.length) % offers.length),
    dismiss: () => setDismissed(text),
    giveBack(lost) {
      if ((drafts.get(key) ?? '') === '') write(lost, lost.length);
    },
  };
}

function fitHeight(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  // A field that isn't on screen has no height to fit.
  if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}
