// Reads what agents typed: the document of a line, the line as typed, and whether it speaks to our bot.

import { type Json, textAt } from '../../core/payload.js';
import type { TextDocument } from '../../core/text/document.js';
import { parseMrkdwn } from '../../core/text/parse-mrkdwn.js';
import { parseRichText } from '../../core/text/parse-rich-text.js';
import { decodeSlack } from '../../core/text/slack-token.js';

interface TypedText {
  readonly text: TextDocument;
  /** The line as typed: people as `@U123`, links as their address; our bot's mention at the start removed. */
  readonly raw: string;
  readonly addressed: boolean;
}

/** Reads a message's words; the exact rich text where there is one. */
export function readTyped(
  message: Json,
  botUserId: string,
  nameOf: (user: string) => string | null,
): TypedText {
  const text = textAt(message, 'text') ?? '';
  const names = (kind: 'user' | 'channel' | 'group', id: string): string | null =>
    kind === 'user' ? nameOf(id) : null;
  const { raw, addressed } = readRaw(text, botUserId);
  return { text: parseRichText(message.blocks, names) ?? parseMrkdwn(text, names), raw, addressed };
}

/** Flattens Slack's text into the line as typed. */
export function readRaw(
  text: string,
  botUserId: string,
): { readonly raw: string; readonly addressed: boolean } {
  const mention = new RegExp(`^\\s*<@${botUserId}(?:\\|[^<>]*)?>[\\s,:]*`);
  const rest = text.replace(mention, '');
  return { raw: flattenText(rest).trim(), addressed: rest !== text };
}

/** Tokens become what a person would have typed: `<@U1|ann>` → `@U1`, `<https://x|x>` → `https://x`. */
export function flattenText(text: string): string {
  return decodeSlack(
    text.replace(/<([^<>\n]*)>/g, (whole, inside: string) => {
      const bar = inside.indexOf('|');
      const target = bar < 0 ? inside : inside.slice(0, bar);
      const label = bar < 0 ? '' : inside.slice(bar + 1);
      if (target.startsWith('@')) return target;
      if (target.startsWith('#')) return label ? `#${label}` : target;
      if (target.startsWith('!')) return label || `@${target.slice(1)}`;
      if (/^(?:mailto|tel):/.test(target)) return label || target.slice(target.indexOf(':') + 1);
      return /^https?:/.test(target) ? target : whole;
    }),
  );
}
