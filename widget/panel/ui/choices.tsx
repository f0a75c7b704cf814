// What may be chosen with one press, below the message that asks; gone once it is answered.

import type { Option } from '../../../src/core/message.js';
import { useActions, usePanelState } from './context.js';

export interface ChoiceProps {
  readonly options: readonly Option[];
  /** Takes the focus, which would be lost with the button that was pressed. */
  readonly chosen: () => void;
}

export function ChoiceRow({ options, chosen }: ChoiceProps) {
  const { words } = usePanelState();
  const { choose } = useActions();
  return (
    <fieldset class="choices" aria-label={words.choices}>
      {options.map((option) => (
        <button
          type="button"
          key={option.id}
          dir="auto"
          onClick={() => {
            chosen();
            choose(option);
          }}
        >
          {option.title}
        </button>
      ))}
    </fieldset>
  );
}
