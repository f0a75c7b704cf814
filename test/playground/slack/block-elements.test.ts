// Slack's limits for blocks and their elements are refused, each naming its place.
import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../playground/slack/block-limits.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const words = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const option = (value = '1', more: object = {}) => ({ text: plain('One'), value, ...more });
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const input = (element: object) => [{ type: 'input', label: plain('L'), element }];
const many = <Entry>(count: number, create: (index: number) => Entry): Entry[] =>
  Array.from({ length: count }, (_, index) => create(index));
const long = (length: number) => 'x'.repeat(length);

describe('what Slack refuses', () => {
  it.each<[string, unknown[], string]>([
    [
      'more than 50 blocks',
      many(51, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['an unknown block', [{ type: 'card' }], 'unsupported type: card [json-pointer:/blocks/0]'],
    ['a block without type', [{ text: words('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'a long section',
      [{ type: 'section', text: words(long(3001)) }],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'an empty text',
      [{ type: 'section', text: words('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty section', [{ type: 'section' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'eleven fields',
      [{ type: 'section', fields: many(11, () => words('f')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a long field',
      [{ type: 'section', fields: [words(long(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a long header',
      [{ type: 'header', text: plain(long(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: words('x') }],
      'must be a plain_text object [json-pointer:/blocks/0/text]',
    ],
    [
      'eleven context elements',
      [{ type: 'context', elements: many(11, () => words('c')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      '26 actions',
      actions(...many(26, (index) => button({ action_id: `a${index}` }))),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    ['no actions', actions(), 'no less than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      'a long button',
      actions(button({ text: plain(long(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a long button value',
      actions(button({ value: long(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'an invented style',
      actions(button({ style: 'warning' })),
      'must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'an invented member',
      actions(button({ color: 'red' })),
      'invalid additional property: color [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'a long confirm title',
      actions(
        button({
          confirm: { title: plain(long(101)), text: words('t'), confirm: plain('Y'), deny: plain('N') },
        }),
      ),
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'six overflow options',
      actions({ type: 'overflow', action_id: 'o', options: many(6, (index) => option(String(index))) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '101 select options',
      actions({
        type: 'static_select',
        action_id: 's',
        options: many(101, (index) => option(String(index))),
      }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a select without options',
      actions({ type: 'static_select', action_id: 's' }),
      'must provide exactly one of options or option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'a strange initial option',
      actions({ type: 'static_select', action_id: 's', options: [option()], initial_option: option('2') }),
      'initial option must be one of the options [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'a long option',
      actions({ type: 'static_select', action_id: 's', options: [{ text: plain(long(76)), value: '1' }] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'a long option description',
      actions({
        type: 'static_select',
        action_id: 's',
        options: [option('1', { description: plain(long(76)) })],
      }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/description/text]',
    ],
    [
      'eleven radio buttons',
      actions({ type: 'radio_buttons', action_id: 'r', options: many(11, (index) => option(String(index))) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a long placeholder',
      actions({ type: 'users_select', action_id: 'u', placeholder: plain(long(151)) }),
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
    ],
    [
      'an image without alt text',
      [{ type: 'image', image_url: 'https://x.test/i.png' }],
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'a long action id',
      actions(button({ action_id: long(256) })),
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'two blocks of one id',
      [
        { type: 'divider', block_id: 'd' },
        { type: 'divider', block_id: 'd' },
      ],
      'block_id "d" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'two actions of one id',
      actions(button(), button()),
      'action_id already exists [json-pointer:/blocks/0]',
    ],
    [
      'a file input in a message',
      input({ type: 'file_input', action_id: 'f' }),
      'unsupported type: file_input [json-pointer:/blocks/0/element]',
    ],
    ['a button as input', input(button()), 'unsupported type: button [json-pointer:/blocks/0/element]'],
    [
      'a long markdown block',
      [{ type: 'markdown', text: long(12_001) }],
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'two tables',
      many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
      'only one table allowed [json-pointer:/blocks]',
    ],
  ])('%s', (_name, blocks, problem) => {
    expect(checkBlocks(blocks, 'message')).toContain(problem);
  });
});
