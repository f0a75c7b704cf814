// No text breaks the parsers and printers, and none makes them slow: the time limit is far above linear work, far below quadratic.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseText,
  printCommonmark,
  printMrkdwn,
  printPlain,
  printRichText,
  printWhatsApp,
  splitText,
} from '../../../src/core/text.js';
import { hostileText } from './document-arbitrary.js';

const markups = ['plain', 'commonmark', 'mrkdwn'] as const;

describe('any text', () => {
  it('is read and printed without an error', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const markup of markups) {
          const document = parseText(text, markup);
          for (const print of [printCommonmark, printMrkdwn, printPlain, printWhatsApp]) print(document);
          printRichText(document);
          splitText(printPlain, document, 32);
        }
      }),
      { numRuns: 300 },
    );
  });

  const seeds = [
    '*',
    '_',
    '~',
    '`',
    '[',
    '](',
    '![',
    '[](',
    '[a](',
    '<',
    '<br',
    '&',
    '&#',
    '\\',
    '(',
    '```\n',
    '> ',
    '>',
    '- ',
    '1. ',
    '# ',
    '\n',
    '\n- ',
    ' ',
    '\t',
    '*a_',
    '**a ',
    '`a``',
    'http://',
    'https://a.',
    ':a',
    ':::',
    '<@U',
    '<http://x|',
    '~~~',
    '|',
    '\u0301',
    '• ',
  ];

  it.each(seeds)(
    '100,000 characters of %j are read and printed in linear time',
    { timeout: 60_000 },
    (seed) => {
      const text = seed.repeat(Math.ceil(100_000 / seed.length));
      for (const markup of markups) {
        const document = parseText(text, markup);
        expect(printCommonmark(document).length + printMrkdwn(document).length).toBeGreaterThanOrEqual(0);
        printPlain(document);
        printWhatsApp(document);
        printRichText(document);
      }
    },
  );
});
