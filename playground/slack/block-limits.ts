// Slack's limits for blocks and views: counts, lengths, required members, unique ids.

import { isRecord } from '../wire/http.js';
import { accessoryElement, actionsElement, imageElement, inputElement } from './block-elements.js';
import {
  all,
  anyText,
  anything,
  boolean,
  byType,
  choice,
  list,
  object,
  plainText,
  type Rule,
  report,
  string,
  where,
} from './block-rules.js';
import { listElements } from './input-state.js';
import type { Json } from './records.js';

export type Surface = 'message' | 'modal' | 'home';

/** Slack refuses a larger view with `view_too_large`. */
export const MAX_VIEW_BYTES = 250_000;
/** Texts of all markdown blocks of a message together. */
const MAX_MARKDOWN = 12_000;

const id = { block_id: string(255) };

const richTextPart: Rule = byType(() => ({
  rich_text_section: object({ elements: list(anything, 1000, 0) }),
  rich_text_list: object(
    { elements: list(anything, 1000), style: choice('bullet', 'ordered') },
    { indent: anything, offset: anything, border: anything },
  ),
  rich_text_quote: object({ elements: list(anything, 1000) }, { border: anything }),
  rich_text_preformatted: object(
    { elements: list(anything, 1000) },
    { border: anything, language: anything },
  ),
}));

const contextElement: Rule = (value, pointer, problems) => {
  if (isRecord(value) && value.type === 'image') imageElement(value, pointer, problems);
  else anyText(3000)(value, pointer, problems);
};

const everywhere: Readonly<Record<string, Rule>> = {
  section: all(
    object(
      {},
      {
        ...id,
        text: anyText(3000),
        fields: list(anyText(2000), 10),
        accessory: accessoryElement,
        expand: boolean,
      },
    ),
    where((value) => value.text !== undefined || value.fields !== undefined, 'missing required field: text'),
  ),
  header: object({ text: plainText(150) }, { ...id, level: anything }),
  divider: object({}, id),
  context: object({ elements: list(contextElement, 10) }, id),
  actions: object({ elements: list(actionsElement, 25) }, id),
  image: all(
    object(
      { alt_text: string(2000) },
      { ...id, image_url: string(3000), slack_file: anything, title: plainText(2000) },
    ),
    where(
      (value) => (value.image_url === undefined) !== (value.slack_file === undefined),
      'must provide image_url or slack_file',
    ),
  ),
  input: object(
    { label: plainText(2000), element: inputElement },
    { ...id, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: object({ elements: list(richTextPart, 1000) }, id),
  video: object(
    { alt_text: string(2000), title: plainText(199), thumbnail_url: string(3000), video_url: string(3000) },
    {
      ...id,
      author_name: string(49),
      description: plainText(200),
      provider_name: string(49),
      provider_icon_url: string(3000),
      title_url: string(3000),
    },
  ),
};

const messageOnly: Readonly<Record<string, Rule>> = {
  markdown: object({ text: string(MAX_MARKDOWN) }, id),
  table: object({ rows: list(list(anything, 20), 100) }, { ...id, column_settings: list(anything, 20) }),
  context_actions: object({ elements: list(anything, 5) }, id),
  file: object({ external_id: string(255), source: choice('remote') }, id),
};

const RULES: Readonly<Record<Surface, Readonly<Record<string, Rule>>>> = {
  message: { ...everywhere, ...messageOnly },
  modal: everywhere,
  home: everywhere,
};

/**
 * Checks blocks against Slack's limits.
 * @param pointer Where the blocks stand, e.g. `/blocks`.
 * @returns Sentences naming the JSON pointer; none when all is well.
 */
export const checkBlocks = (blocks: unknown, surface: Surface, pointer = '/blocks'): string[] => {
  const problems: string[] = [];
  const block = byType(() => RULES[surface]);
  list(block, surface === 'message' ? 50 : 100, 0)(blocks, pointer, problems);
  if (!Array.isArray(blocks)) return problems;
  checkUniqueIds(blocks, pointer, problems);
  if (surface !== 'modal') checkNoFileInput(blocks, pointer, problems);
  if (blocks.filter((entry) => isRecord(entry) && entry.type === 'table').length > 1)
    report(problems, 'only one table allowed', pointer);
  return problems;
};

/** The characters of all markdown blocks together; Slack answers `msg_blocks_too_long` beyond its limit. */
export const isMarkdownTooLong = (blocks: readonly Json[]): boolean => {
  const texts = blocks.filter((block) => block.type === 'markdown').map((block) => String(block.text ?? ''));
  return texts.reduce((sum, text) => sum + text.length, 0) > MAX_MARKDOWN;
};

const viewMembers = {
  blocks: anything,
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};

const modal = object(
  { title: plainText(24), blocks: anything },
  {
    ...viewMembers,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home = object({ blocks: anything }, viewMembers);

/** Checks a view sent to `views.open`, `push`, `update` or `publish`. */
export const checkView = (view: Json, surface: 'modal' | 'home'): string[] => {
  const problems: string[] = [];
  if (view.type !== surface) report(problems, `must be a ${surface} view`, '/view/type');
  (surface === 'modal' ? modal : home)(view, '/view', problems);
  if (!Array.isArray(view.blocks)) return problems;
  problems.push(...checkBlocks(view.blocks, surface, '/view/blocks'));
  const hasInput = view.blocks.some((block) => isRecord(block) && block.type === 'input');
  if (surface === 'modal' && hasInput && view.submit === undefined) {
    report(problems, 'missing required field: submit (there is an input block)', '/view');
  }
  return problems;
};

const checkUniqueIds = (blocks: readonly unknown[], pointer: string, problems: string[]): void => {
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (!isRecord(block)) continue;
    if (block.block_id !== undefined && blockIds.has(block.block_id)) {
      report(problems, `block_id "${String(block.block_id)}" already exists`, `${pointer}/${index}/block_id`);
    }
    blockIds.add(block.block_id);
    const actionIds = listElements([block])
      .map(({ element }) => element.action_id)
      .filter((entry) => entry !== undefined);
    if (new Set(actionIds).size < actionIds.length)
      report(problems, 'action_id already exists', `${pointer}/${index}`);
  }
};

const checkNoFileInput = (blocks: readonly unknown[], pointer: string, problems: string[]): void => {
  for (const [index, block] of blocks.entries()) {
    const element = isRecord(block) ? block.element : undefined;
    if (isRecord(element) && element.type === 'file_input')
      report(problems, 'unsupported type: file_input', `${pointer}/${index}/element`);
  }
};
