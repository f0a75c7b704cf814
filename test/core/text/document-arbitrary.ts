// Makes random documents in canonical form, for the properties of printers and the splitter.

import fc from 'fast-check';
import type { Block, Inline, TextDocument } from '../../../src/core/text/document.js';
import { tidyInlines } from '../../../src/core/text/inline-leaves.js';

const word = fc.stringMatching(/^[a-zäé0-9*_~`[\]()<>&#!.:+\\|-]{1,12}$/);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
const url = fc.constantFrom(
  'https://acme.example/a_b*c',
  'http://x.example/?q=1&r=(2)',
  'mailto:kim@acme.example',
  'tel:+491234',
);

const leaf: fc.Arbitrary<Inline> = fc.oneof(
  words.map((text): Inline => ({ kind: 'text', text })),
  words.map((text): Inline => ({ kind: 'code', text })),
  fc.constant<Inline>({ kind: 'text', text: ' ' }),
  fc.record({
    kind: fc.constant('link' as const),
    url,
    children: words.map((text): Inline[] => [{ kind: 'text', text }]),
  }),
  url.map((address): Inline => ({ kind: 'link', url: address, children: [{ kind: 'text', text: address }] })),
);

/** A span with white space around it, as people write it: other places may lose their formatting. */
const span: fc.Arbitrary<Inline[]> = fc
  .tuple(
    fc.constantFrom('bold' as const, 'italic' as const, 'strike' as const),
    fc.stringMatching(/^[a-z]{1,5}$/),
  )
  .map(([kind, text]) => [
    { kind: 'text', text: ' ' },
    { kind, children: [{ kind: 'text', text }] },
    { kind: 'text', text: ' ' },
  ]);

const line: fc.Arbitrary<Inline[]> = fc
  .array(
    fc.oneof(
      leaf.map((one) => [one]),
      span,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => rows.flat());

/** Edges without white space: no markup can keep it there. */
function trimLine(children: readonly Inline[]): Inline[] {
  const row = tidyInlines(children);
  const [first, last] = [row[0], row.at(-1)];
  if (first?.kind === 'text' && first.text !== first.text.trimStart())
    return trimLine([{ kind: 'text', text: first.text.trimStart() }, ...row.slice(1)]);
  if (last?.kind === 'text' && last.text !== last.text.trimEnd())
    return trimLine([...row.slice(0, -1), { kind: 'text', text: last.text.trimEnd() }]);
  return row;
}

const lines = fc
  .array(
    line.map(trimLine).filter((row) => row.length > 0),
    { minLength: 1, maxLength: 3 },
  )
  .map((rows) =>
    tidyInlines(rows.flatMap((row, index): Inline[] => (index > 0 ? [{ kind: 'break' }, ...row] : [...row]))),
  );

const paragraph: fc.Arbitrary<Block> = lines.map((children) => ({ kind: 'paragraph', children }));
const codeBlock: fc.Arbitrary<Block> = words.map((text) => ({ kind: 'code-block', text }));
const item = fc
  .tuple(paragraph, fc.option(codeBlock, { nil: undefined }))
  .map(([first, second]): Block[] => (second ? [first, second] : [first]));

const list: fc.Arbitrary<Block> = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.array(item, { minLength: 1, maxLength: 3 }))
  .map(([ordered, start, items]) => ({ kind: 'list', ordered, start: ordered ? start : 1, items }));

const quote: fc.Arbitrary<Block> = fc
  .array(fc.oneof(paragraph, codeBlock), { minLength: 1, maxLength: 2 })
  .map((children) => ({ kind: 'quote', children }));

/** Documents in the form parsers yield. */
export const documents: fc.Arbitrary<TextDocument> = fc
  .array(fc.oneof(paragraph, codeBlock, list, quote), { minLength: 1, maxLength: 4 })
  .filter((blocks) =>
    blocks.every((block, index) => block.kind !== 'quote' || blocks[index - 1]?.kind !== 'quote'),
  );

/** Any string, with an inclination towards what markups are made of. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '~',
        '~~',
        '`',
        '```',
        '[',
        ']',
        '(',
        '](',
        '<',
        '>',
        '|',
        '!',
        '\\',
        '&amp;',
        '\n',
        ' ',
        '- ',
        '1. ',
        '> ',
        '# ',
        'a',
        'https://x.example',
        '<@U1>',
        ':wave:',
        '👩‍👩‍👧',
        '\u202e',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);
