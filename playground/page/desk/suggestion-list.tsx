// The list above the composer that completes what is being typed.
import type { Suggestion } from './suggestions.js';

export interface SuggestionListProps {
  offers: readonly Suggestion[];
  choice: number;
  onTake: (offer: Suggestion) => void;
}

export function SuggestionList({ offers, choice, onTake }: SuggestionListProps) {
  if (offers.length === 0) return null;
  return (
    <div id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions">
      {offers.map((offer, index) => (
        <div
          key={offer.insert}
          id={`suggestion-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === choice}
          class="suggestion"
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(offer);
          }}
        >
          <strong>{offer.label}</strong>
          <span class="quiet">{offer.detail}</span>
        </div>
      ))}
    </div>
  );
}
