// What Teams would refuse in a card is found, with the path to it.
import { describe, expect, it } from 'vitest';
import { findCardFault } from '../../../../playground/teams/connector/card-rules.js';

type Json = Record<string, unknown>;

const card = (more: Json): Json => ({ type: 'AdaptiveCard', version: '1.5', ...more });
const text = { type: 'TextBlock', text: 'x' };
const input = { type: 'Input.Text', id: 'a' };

describe('a card', () => {
  it('is fine with everything Baton may draw', () => {
    const fine = card({
      msteams: { width: 'Full' },
      body: [
        text,
        { type: 'RichTextBlock', inlines: ['plain', { type: 'TextRun', text: 'run' }] },
        { type: 'ColumnSet', columns: [{ width: 'auto', items: [text] }, { type: 'Column' }] },
        { type: 'Container', items: [{ type: 'Image', url: 'https://x.example/a.png' }] },
        input,
        { type: 'Input.ChoiceSet', id: 'b', choices: [{ title: 'One', value: '1' }] },
        { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://x.example' }] },
      ],
      actions: [
        {
          type: 'Action.Execute',
          title: 'Do',
          verb: 'v',
          fallback: { type: 'Action.Submit', title: 'Do' },
        },
        { type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [text] } },
      ],
    });
    expect(findCardFault(fine)).toBeNull();
  });

  it.each([
    ['another thing', { type: 'Card' }, 'no AdaptiveCard'],
    ['a newer version', card({ version: '1.6' }), 'version 1.6'],
    [
      'an unknown element',
      card({ body: [{ type: 'Marquee' }] }),
      'card.body.0 has an unknown type “Marquee”',
    ],
    ['a text without words', card({ body: [{ type: 'TextBlock' }] }), 'no “text”'],
    ['an unknown action', card({ actions: [{ type: 'Action.Run', title: 'x' }] }), 'Action.Run'],
    ['a button without a title', card({ actions: [{ type: 'Action.Submit' }] }), 'has no title'],
    [
      'a link to code',
      card({ actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:1' }] }),
      'opens no address',
    ],
    ['an id twice', card({ body: [input, input] }), 'repeats the id “a”'],
    [
      'a choice without a value',
      card({ body: [{ type: 'Input.ChoiceSet', id: 'b', choices: [{ title: 'One', value: '' }] }] }),
      'a choice without title or value',
    ],
    ['a body that is none', card({ body: {} }), 'card.body is no list'],
    [
      'a fault in what is revealed',
      card({
        actions: [{ type: 'Action.ShowCard', title: 'x', card: { type: 'AdaptiveCard', body: [{}] } }],
      }),
      'card.actions.0.card.body.0',
    ],
    [
      'a fault in a fallback',
      card({ actions: [{ type: 'Action.Execute', title: 'x', fallback: { type: 'Action.Old' } }] }),
      'card.actions.0.fallback',
    ],
  ])('is refused with %s', (_what, wrong, why) => {
    expect(findCardFault(wrong)).toContain(why);
  });
});
