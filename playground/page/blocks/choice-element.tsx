// Radio buttons and checkboxes.
import { useId } from 'preact/hooks';
import type { OptionObject } from '../../slack/protocol.js';
import { TextView } from '../text/prose.js';
import type { ElementProps } from './element-props.js';

export function ChoiceElement({ element, value, ties, onChange }: ElementProps) {
  const name = useId();
  const many = element.type === 'checkboxes';
  const picked = many ? (value.selected_options ?? []) : value.selected_option ? [value.selected_option] : [];
  const isPicked = (option: OptionObject) => picked.some((other) => other.value === option.value);
  const toggle = (option: OptionObject) => {
    if (!many) return onChange({ type: element.type, selected_option: option });
    const others = picked.filter((other) => other.value !== option.value);
    return onChange({
      type: element.type,
      selected_options: isPicked(option) ? others : [...picked, option],
    });
  };
  return (
    <fieldset
      class="choices"
      aria-labelledby={ties && `${ties.id}-label`}
      aria-describedby={ties?.describedBy}
    >
      {(element.options ?? []).map((option) => (
        <label key={option.value} class="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={isPicked(option)}
            onChange={() => toggle(option)}
          />
          <span>
            <TextView value={option.text} inline />
            {option.description && (
              <span class="choice-description">
                <TextView value={option.description} inline />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
