// Slack's limits for views, and what Slack accepts.
import { describe, expect, it } from 'vitest';
import { checkBlocks, checkView } from '../../../playground/slack/block-limits.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const words = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const option = (value = '1', more: object = {}) => ({ text: plain('One'), value, ...more });
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const input = (element: object) => [{ type: 'input', label: plain('L'), element }];
const many = <Entry>(count: number, create: (index: number) => Entry): Entry[] =>
  Array.from({ length: count }, (_, index) => create(index));
const long = (length: number) => 'x'.repeat(length);

describe('what Slack accepts', () => {
  it.each([
    ['a section with text and a button', [{ type: 'section', text: words('*hi*'), accessory: button() }]],
    ['a section of ten fields', [{ type: 'section', fields: many(10, () => words('f')) }]],
    [
      'header, divider, context, image',
      [
        { type: 'header', text: plain('H') },
        { type: 'divider' },
        {
          type: 'context',
          elements: [words('c'), { type: 'image', image_url: 'https://x.test/i.png', alt_text: 'i' }],
        },
        { type: 'image', image_url: 'https://x.test/i.png', alt_text: 'i' },
      ],
    ],
    [
      'all kinds of controls',
      actions(
        button({
          style: 'danger',
          value: 'v',
          confirm: { title: plain('Sure?'), text: words('t'), confirm: plain('Yes'), deny: plain('No') },
        }),
        { type: 'overflow', action_id: 'b', options: [option()] },
        { type: 'static_select', action_id: 'c', options: [option()], initial_option: option() },
        { type: 'users_select', action_id: 'd' },
        { type: 'external_select', action_id: 'e', min_query_length: 0 },
        { type: 'datepicker', action_id: 'f' },
      ),
    ],
    [
      'rich text and markdown',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
        },
        { type: 'markdown', text: '# x' },
      ],
    ],
    [
      'texts of exactly the limit',
      [
        { type: 'section', text: words(long(3000)) },
        { type: 'header', text: plain(long(150)) },
      ],
    ],
    ['fifty blocks', many(50, () => ({ type: 'divider' }))],
  ])('%s', (_name, blocks) => {
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });
});

describe('views', () => {
  it.each<[string, object, string]>([
    [
      'a long title',
      { title: plain(long(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'a long submit',
      { submit: plain(long(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'long private metadata',
      { private_metadata: long(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      '101 blocks',
      { blocks: many(101, () => ({ type: 'divider' })) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'inputs without submit',
      { blocks: input({ type: 'plain_text_input', action_id: 't' }) },
      'missing required field: submit (there is an input block) [json-pointer:/view]',
    ],
    [
      'too long an input',
      { submit: plain('S'), blocks: input({ type: 'plain_text_input', action_id: 't', max_length: 3001 }) },
      'must be an integer from 1 to 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'eleven files',
      { submit: plain('S'), blocks: input({ type: 'file_input', action_id: 'f', max_files: 11 }) },
      'must be an integer from 1 to 10 [json-pointer:/view/blocks/0/element/max_files]',
    ],
    [
      'markdown',
      { blocks: [{ type: 'markdown', text: 'x' }] },
      'unsupported type: markdown [json-pointer:/view/blocks/0]',
    ],
    ['another type', { type: 'home' }, 'must be a modal view [json-pointer:/view/type]'],
  ])('in a modal: %s', (_name, more, problem) => {
    expect(
      checkView({ type: 'modal', title: plain('T'), blocks: [{ type: 'divider' }], ...more }, 'modal'),
    ).toContain(problem);
  });

  it('in a home tab: a title', () => {
    const view = { type: 'home', title: plain('T'), blocks: [{ type: 'divider' }] };
    expect(checkView(view, 'home')).toEqual(['invalid additional property: title [json-pointer:/view]']);
  });
});
