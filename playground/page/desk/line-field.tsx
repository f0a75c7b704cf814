// The field one types a line into: Enter sends, the arrows and Tab choose what completes a word.
import type { Draft } from './draft.js';
import type { Suggestion } from './suggestions.js';

export interface LineFieldProps {
  draft: Draft;
  placeholder: string;
  onSend: () => void;
  onPaste?: (event: ClipboardEvent) => void;
}

export function LineField({ draft, placeholder, onSend, onPaste }: LineFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const offer = draft.offers[draft.choice];
    if (offer && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      draft.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (offer && (event.key === 'Tab' || (event.key === 'Enter' && !isComplete(offer, draft.text)))) {
      event.preventDefault();
      draft.take(offer);
    } else if (offer && event.key === 'Escape') {
      event.stopPropagation();
      draft.dismiss();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onSend();
    }
  };
  return (
    <textarea
      ref={draft.field}
      rows={1}
      value={draft.text}
      placeholder={placeholder}
      aria-label={placeholder}
      aria-controls="suggestions"
      aria-activedescendant={draft.offers.length > 0 ? `suggestion-${draft.choice}` : undefined}
      onInput={(event) => draft.write(event.currentTarget.value, event.currentTarget.selectionStart)}
      onSelect={(event) => draft.moveCaret(event.currentTarget.selectionStart)}
      onKeyDown={onKeyDown}
      {...(onPaste ? { onPaste } : {})}
    />
  );
}

/** Enter sends a command that is already written out; it takes an offer that isn't. */
function isComplete(offer: Suggestion, text: string): boolean {
  return text.slice(offer.from, offer.to) === offer.insert.trim();
}
