// Everything that is typed: text of one or many lines, addresses, numbers, dates and times.
import { useEffect, useRef } from 'preact/hooks';
import type { InputValue } from '../../slack/protocol.js';
import type { ElementProps } from './element-props.js';

type FieldType = 'email' | 'url' | 'number' | 'date' | 'time' | 'datetime-local';

const FIELD_TYPES: Record<string, FieldType> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

export function TextElement({ element, value, ties, onChange, onDispatch }: ElementProps) {
  const ref = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (element.focus_on_load) ref.current?.focus();
  }, [element.focus_on_load]);
  // The element's attributes are typed per input type; the ones used here fit them all.
  const fieldType = { type: FIELD_TYPES[element.type] ?? 'text' } as { type: 'text' };
  const change = (event: Event) => {
    const field = event.currentTarget;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      onChange(wrapTyped(element.type, field.value));
    }
  };
  const shared = {
    ref,
    id: ties?.id,
    'aria-describedby': ties?.describedBy,
    'aria-invalid': ties?.wrong,
    'aria-label': ties ? undefined : (element.placeholder?.text ?? 'Value'),
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    value: unwrapTyped(value),
    onInput: change,
  };
  if (element.multiline) return <textarea class="field" rows={5} {...shared} />;
  return (
    <input
      class="field"
      {...fieldType}
      step={element.type === 'number_input' && element.is_decimal_allowed ? 'any' : undefined}
      {...shared}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.isComposing && ties?.dispatch) {
          event.preventDefault();
          onDispatch(value);
        }
      }}
    />
  );
}

function wrapTyped(type: string, typed: string): InputValue {
  if (type === 'datepicker') return { type, selected_date: typed || null };
  if (type === 'timepicker') return { type, selected_time: typed || null };
  return { type, value: typed === '' ? null : typed };
}

function unwrapTyped(value: InputValue): string {
  return value.value ?? value.selected_date ?? value.selected_time ?? '';
}
