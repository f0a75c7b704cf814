// The limits of Block Kit's interactive elements: buttons, selects, inputs.

import { isRecord } from '../wire/http.js';
import {
  all,
  anyText,
  anything,
  boolean,
  byType,
  choice,
  integer,
  list,
  object,
  plainText,
  type Rule,
  string,
  where,
} from './block-rules.js';

const url = string(3000);
const actionId = string(255);
const placeholder = plainText(150);

const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: choice('primary', 'danger') },
);

const optionWith = (text: Rule): Rule =>
  object({ text, value: string(150) }, { description: anyText(75), url });
const option = optionWith(plainText(75));
const richOption = optionWith(anyText(75));
const optionGroup = object({ label: plainText(75), options: list(option, 100) });

const base = { action_id: actionId, confirm, focus_on_load: boolean };
const options = { options: list(option, 100), option_groups: list(optionGroup, 100) };

const hasOptions = where(
  (value) => (value.options === undefined) !== (value.option_groups === undefined),
  'must provide exactly one of options or option_groups',
);

const listValues = (options: unknown): unknown[] =>
  Array.isArray(options) ? options.filter(isRecord).map((entry) => entry.value) : [];

const initialIsAnOption = where((value) => {
  const groups = Array.isArray(value.option_groups) ? value.option_groups.filter(isRecord) : [];
  const offered = new Set([
    ...listValues(value.options),
    ...groups.flatMap((group) => listValues(group.options)),
  ]);
  const initial = [
    ...listValues(value.initial_options),
    ...(isRecord(value.initial_option) ? [value.initial_option.value] : []),
  ];
  return initial.every((entry) => offered.has(entry));
}, 'initial option must be one of the options');

const dispatch = object({ trigger_actions_on: list(choice('on_enter_pressed', 'on_character_entered'), 2) });

const input = { ...base, placeholder, initial_value: string(3000, 0), dispatch_action_config: dispatch };
const select = { ...base, placeholder };
const multi = { ...select, max_selected_items: integer(1, 1000) };
const choices = (initial: Readonly<Record<string, Rule>>): Rule =>
  all(object({ options: list(richOption, 10) }, { ...base, ...initial }), initialIsAnOption);

const ELEMENTS: Readonly<Record<string, Rule>> = {
  button: object(
    { text: plainText(75) },
    {
      ...base,
      value: string(2000, 0),
      url,
      style: choice('primary', 'danger'),
      accessibility_label: string(75),
    },
  ),
  overflow: object({ options: list(option, 5) }, base),
  static_select: all(
    object({}, { ...select, ...options, initial_option: option }),
    hasOptions,
    initialIsAnOption,
  ),
  external_select: object({}, { ...select, initial_option: option, min_query_length: integer(0, 1000) }),
  users_select: object({}, { ...select, initial_user: string(255) }),
  channels_select: object({}, { ...select, initial_channel: string(255), response_url_enabled: boolean }),
  conversations_select: object(
    {},
    {
      ...select,
      initial_conversation: string(255),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: anything,
    },
  ),
  multi_static_select: all(
    object({}, { ...multi, ...options, initial_options: list(option, 100) }),
    hasOptions,
    initialIsAnOption,
  ),
  multi_external_select: object(
    {},
    { ...multi, initial_options: list(option, 100), min_query_length: integer(0, 1000) },
  ),
  multi_users_select: object({}, { ...multi, initial_users: list(string(255), 1000) }),
  checkboxes: choices({ initial_options: list(richOption, 10) }),
  radio_buttons: choices({ initial_option: richOption }),
  datepicker: object({}, { ...base, placeholder, initial_date: string(10) }),
  timepicker: object({}, { ...base, placeholder, initial_time: string(5), timezone: string(100) }),
  plain_text_input: object(
    {},
    { ...input, multiline: boolean, min_length: integer(0, 3000), max_length: integer(1, 3000) },
  ),
  email_text_input: object({}, input),
  url_text_input: object({}, input),
  number_input: object(
    { is_decimal_allowed: boolean },
    { ...input, min_value: string(255), max_value: string(255) },
  ),
  file_input: object(
    {},
    { action_id: actionId, filetypes: list(string(20), 100), max_files: integer(1, 10) },
  ),
  image: all(
    object({ alt_text: string(2000) }, { image_url: url, slack_file: anything }),
    where(
      (value) => (value.image_url === undefined) !== (value.slack_file === undefined),
      'must provide image_url or slack_file',
    ),
  ),
};

const ONLY_INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'file_input'];
const pick = (isWanted: (type: string) => boolean): Readonly<Record<string, Rule>> =>
  Object.fromEntries(Object.entries(ELEMENTS).filter(([type]) => isWanted(type)));

const inActions = pick(
  (type) =>
    type !== 'image' && type !== 'file_input' && !(ONLY_INPUTS.includes(type) && type !== 'plain_text_input'),
);
const inAccessory = pick((type) => !ONLY_INPUTS.includes(type));
const inInput = pick((type) => !['button', 'overflow', 'image'].includes(type));

export const actionsElement: Rule = byType(() => inActions);
export const accessoryElement: Rule = byType(() => inAccessory);
export const inputElement: Rule = byType(() => inInput);
const images = pick((type) => type === 'image');
export const imageElement: Rule = byType(() => images);
