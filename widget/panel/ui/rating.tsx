// How was it? Five stars as a radio group, a comment if one likes, sent once.

import { useState } from 'preact/hooks';
import type { Score } from '../../../src/core/customer-choice.js';
import { useActions, usePanelState } from './context.js';

const scores: readonly Score[] = [1, 2, 3, 4, 5];

export function Rating() {
  const { chat } = usePanelState();
  if (chat.status !== 'closed' || chat.rating === null) return null;
  return chat.rating === 'given' ? <Thanks /> : <RatingForm key={chat.conversationId} />;
}

function Thanks() {
  const { words } = usePanelState();
  return (
    <p class="rating thanks" role="status">
      {words.rating.thanks}
    </p>
  );
}

function RatingForm() {
  const { words } = usePanelState();
  const { rate } = useActions();
  const [score, setScore] = useState<Score | null>(null);
  const [comment, setComment] = useState('');
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (score !== null) rate(score, comment);
      }}
    >
      <fieldset>
        <legend>{words.rating.ask}</legend>
        <div class="stars">
          {scores.map((one) => (
            <label key={one} class={score !== null && one <= score ? 'lit' : ''}>
              <input
                type="radio"
                name="score"
                value={one}
                checked={one === score}
                aria-label={words.rating.score(one)}
                onChange={() => setScore(one)}
              />
              <span aria-hidden="true">★</span>
            </label>
          ))}
        </div>
      </fieldset>
      {score !== null && (
        <>
          <textarea
            rows={2}
            maxLength={2000}
            aria-label={words.rating.comment}
            placeholder={words.rating.comment}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="ask">
            {words.rating.send}
          </button>
        </>
      )}
    </form>
  );
}
