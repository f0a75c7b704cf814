// Proves how choices are shown: as buttons or a list where every one can be told apart and comes back whole.

import { describe, expect, it } from 'vitest';
import { chooseHow, writeOptions } from '../../../src/channels/whatsapp/options.js';

const named = (...titles: string[]) => titles.map((title, index) => ({ id: `o${index}`, title }));
const many = (count: number, title = 'Slot') =>
  named(...Array.from({ length: count }, (_, index) => `${title} ${index}`));

describe('options', () => {
  it.each([
    ['button', named('Yes', 'No')],
    ['button', named('x'.repeat(20))],
    ['list', named('x'.repeat(21), 'No')],
    ['list', many(4)],
    ['list', many(10)],
    ['list', named(`${'x'.repeat(22)} and all the rest of it`, 'No')],
    [null, many(11)],
    [null, []],
    [null, named('Yes', 'Yes')],
    [null, named('Yes', ' ')],
    [null, named(`${'x'.repeat(30)} one`, `${'x'.repeat(30)} two`)],
    [null, named('x'.repeat(73))],
    [
      null,
      [
        { id: 'same', title: 'Yes' },
        { id: 'same', title: 'No' },
      ],
    ],
    [null, [{ id: '', title: 'Yes' }]],
    [null, [{ id: 'i'.repeat(257), title: 'Yes' }]],
    ['button', [{ id: 'i'.repeat(256), title: 'Yes' }]],
  ] as const)('are shown as %s: %j', (how, options) => {
    expect(chooseHow(options)).toBe(how);
  });

  it('are buttons on the wire', () => {
    expect(
      writeOptions('button', { text: 'Refund?', options: named('Yes', ' No\n'), listButton: 'Choose' }),
    ).toEqual({
      type: 'button',
      body: { text: 'Refund?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'o0', title: 'Yes' } },
          { type: 'reply', reply: { id: 'o1', title: 'No' } },
        ],
      },
    });
  });

  it('are rows of a list, with the whole title below one that is cut, never inside a character', () => {
    const long = `${'x'.repeat(22)}👨‍👩‍👧 and more`;
    expect(writeOptions('list', { text: 'Pick', options: named('8-10', long), listButton: 'Slots' })).toEqual(
      {
        type: 'list',
        body: { text: 'Pick' },
        action: {
          button: 'Slots',
          sections: [
            {
              title: 'Slots',
              rows: [
                { id: 'o0', title: '8-10' },
                { id: 'o1', title: `${'x'.repeat(22)}…`, description: long },
              ],
            },
          ],
        },
      },
    );
  });
});
