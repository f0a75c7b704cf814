// How it stands for one who waits: one quiet line that is replaced in place, and what they may do instead.

import { hasSaid } from '../chat.js';
import { useActions, usePanelState } from './context.js';

export function Standing() {
  const { chat, words } = usePanelState();
  const { chooseWaiting } = useActions();
  const standing = chat.status === 'pending' ? chat.standing : null;
  const choices = standing?.choices ?? [];
  // What the conversation just said is not said again below it.
  const text = standing && !hasSaid(chat, standing.text) ? standing.text : null;
  return (
    <div class={text !== null || choices.length > 0 ? 'standing' : 'standing none'}>
      <p role="status" dir="auto">
        {text}
      </p>
      {choices.length > 0 && (
        <fieldset aria-label={words.choices}>
          {choices.map((choice) => (
            <button type="button" key={choice} onClick={() => chooseWaiting(choice)}>
              {words.waiting[choice]}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
