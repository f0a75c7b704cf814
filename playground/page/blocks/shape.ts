// The parts of Block Kit the page reads: a loose shape, since an app may send anything.
import type { InputValue, InputValues, OptionObject } from '../../slack/protocol.js';
import type { TextObject } from '../text/tree.js';

export interface ConfirmShape {
  title?: TextObject;
  text?: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: string;
}

export interface ElementShape {
  type: string;
  action_id?: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: string;
  placeholder?: TextObject;
  options?: (OptionObject & { url?: string })[];
  option_groups?: { label: TextObject; options: OptionObject[] }[];
  confirm?: ConfirmShape;
  multiline?: boolean;
  max_length?: number;
  min_query_length?: number;
  is_decimal_allowed?: boolean;
  focus_on_load?: boolean;
  image_url?: string;
  alt_text?: string;
  accessibility_label?: string;
  elements?: ElementShape[];
  [initial: `initial_${string}`]: unknown;
}

export interface BlockShape {
  type: string;
  block_id?: string;
  text?: TextObject | string;
  fields?: TextObject[];
  accessory?: ElementShape;
  elements?: ElementShape[];
  element?: ElementShape;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  title?: TextObject;
  image_url?: string;
  alt_text?: string;
  slack_file?: { url?: string };
}

/** What an element holds before anyone touches it, from its `initial_…` members. */
export function readInitial(element: ElementShape): InputValue {
  const value: Record<string, unknown> = { type: element.type };
  const names: [string, string][] = [
    ['initial_value', 'value'],
    ['initial_option', 'selected_option'],
    ['initial_options', 'selected_options'],
    ['initial_user', 'selected_user'],
    ['initial_users', 'selected_users'],
    ['initial_channel', 'selected_channel'],
    ['initial_conversation', 'selected_conversation'],
    ['initial_date', 'selected_date'],
    ['initial_time', 'selected_time'],
  ];
  for (const [from, to] of names) {
    const initial = element[from as `initial_${string}`];
    if (initial !== undefined && initial !== null) value[to] = initial;
  }
  return value as InputValue;
}

/** What an element holds now: what was entered, or else its initial value. */
export function readValue(values: InputValues, blockId: string, element: ElementShape): InputValue {
  return values[blockId]?.[element.action_id ?? ''] ?? readInitial(element);
}

/** The same values with one of them changed. */
export function writeValue(
  values: InputValues,
  blockId: string,
  actionId: string,
  value: InputValue,
): InputValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** The choice inside a value, named as the desk's action gesture names it. */
export function toChoice(value: InputValue) {
  return {
    ...(typeof value.value === 'string' ? { value: value.value } : {}),
    ...(value.selected_option ? { selectedOption: value.selected_option } : {}),
    ...(value.selected_options ? { selectedOptions: value.selected_options } : {}),
    ...(value.selected_user ? { selectedUser: value.selected_user } : {}),
    ...(value.selected_channel ? { selectedChannel: value.selected_channel } : {}),
    ...(value.selected_conversation ? { selectedConversation: value.selected_conversation } : {}),
    ...(value.selected_date ? { selectedDate: value.selected_date } : {}),
    ...(value.selected_time ? { selectedTime: value.selected_time } : {}),
  };
}

/** Inputs that must be filled before a form may be sent, with the sentence to show under each. */
export function findMissing(blocks: readonly BlockShape[], values: InputValues): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const block of blocks) {
    const { element, block_id: id } = block;
    if (block.type !== 'input' || !element || id === undefined || block.optional === true) continue;
    if (isEmpty(readValue(values, id, element))) missing[id] = 'Please fill this in.';
  }
  return missing;
}

function isEmpty({ type: _, ...held }: InputValue): boolean {
  return Object.values(held).every(
    (value) =>
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}
