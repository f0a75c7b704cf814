// What the inputs of blocks hold: their initial values, what the user put in, and what is wrong with it.
import { isRecord } from '../wire/http.js';
import type { InputValue, InputValues } from './protocol.js';
import type { Json } from './records.js';

type Values = Record<string, Record<string, Json>>;

/** Every interactive element of the blocks with its block; accessory, actions and input alike. */
export const listElements = (blocks: unknown): { readonly block: Json; readonly element: Json }[] => {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isRecord).flatMap((block) => {
    const elements: unknown[] = [block.element, block.accessory];
    if (block.type === 'actions' && Array.isArray(block.elements)) elements.push(...block.elements);
    return elements.filter(isRecord).map((element) => ({ block, element }));
  });
};

/** Finds an element by its ids. */
export const findElement = (blocks: unknown, blockId: string, actionId: string): Json | null =>
  listElements(blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  )?.element ?? null;

/** The members of a value an element type has, and where its initial value stands. */
const MEMBERS: Record<string, readonly [member: keyof InputValue, initial: string, empty: unknown]> = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  file_input: ['files', 'initial_files', []],
};

/** `state.values` of blocks: `known` where an input is there already, else its initial value. */
export const readInitialValues = (blocks: unknown, known: Values): Values => {
  const values: Values = {};
  for (const { block, element } of listElements(blocks)) {
    const member = MEMBERS[String(element.type)];
    const blockId = String(block.block_id ?? '');
    const actionId = String(element.action_id ?? '');
    if (!member || blockId === '' || actionId === '') continue;
    const kept = known[blockId]?.[actionId];
    const fresh = { type: element.type, [member[0]]: element[member[1]] ?? member[2] };
    values[blockId] = {
      ...values[blockId],
      [actionId]: kept !== undefined && kept.type === element.type ? kept : fresh,
    };
  }
  return values;
};

/** Lays what the user put in over the values; what belongs to no input is left out. */
export const overlayValues = (
  blocks: unknown,
  known: Values,
  typed: InputValues,
  readFile: (id: string) => Json | null,
): Values => {
  const values = readInitialValues(blocks, known);
  for (const { block, element } of listElements(blocks)) {
    const member = MEMBERS[String(element.type)]?.[0];
    const blockId = String(block.block_id);
    const actionId = String(element.action_id);
    const put = typed[blockId]?.[actionId];
    if (!member || !put || !(member in put)) continue;
    const raw = member === 'files' ? (put.files ?? []).map(readFile).filter(isRecord) : put[member];
    const held = member === 'value' && raw === '' ? null : raw;
    values[blockId] = { ...values[blockId], [actionId]: { type: element.type, [member]: held } };
  }
  return values;
};

/** Sentences by block id for inputs that are required and empty, too short or too long. */
export const checkInputs = (blocks: unknown, values: Values): Record<string, string> => {
  const errors: Record<string, string> = {};
  for (const { block, element } of listElements(blocks)) {
    const member = MEMBERS[String(element.type)]?.[0];
    if (block.type !== 'input' || !member) continue;
    const blockId = String(block.block_id);
    const held = values[blockId]?.[String(element.action_id)]?.[member];
    const isEmpty = held === null || held === undefined || (Array.isArray(held) && held.length === 0);
    if (isEmpty && block.optional !== true) errors[blockId] = 'Please complete this required field.';
    if (typeof held !== 'string') continue;
    const least = Number(element.min_length ?? 0);
    const most = Number(element.max_length ?? 3000);
    if (held.length < least) errors[blockId] = `Please enter at least ${least} characters.`;
    if (member === 'value' && held.length > most)
      errors[blockId] = `Please enter at most ${most} characters.`;
  }
  return errors;
};

/** Writes a choice into Slack's action object. */
export const describeChoice = (element: Json, put: InputValue): Json => {
  const member = element.type === 'overflow' ? 'selected_option' : MEMBERS[String(element.type)]?.[0];
  const shown: Json = { type: element.type, action_id: element.action_id };
  if (element.type === 'button') {
    for (const field of ['text', 'value', 'style', 'url'])
      if (element[field] !== undefined) shown[field] = element[field];
    return shown;
  }
  if (member && member in put) shown[member] = put[member];
  return shown;
};
