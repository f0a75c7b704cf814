// A line's words as a phone shows them: links are live, and on WhatsApp bold, italic, struck and fixed letters.
import type { ComponentChildren } from 'preact';
import { toSafeLink } from '../text/safe-url.js';

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'’]/;
// A mark stands at the edge of a word and hugs what it marks.
const MARK = /(?<![\p{L}\p{N}])(\*|_|~|`{3}|`)(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;
const TAGS = { '*': 'strong', _: 'em', '~': 's', '`': 'code', '```': 'code' } as const;

/** Words in order, with line breaks kept by the style sheet. */
export function PhoneText({ text, formats }: { text: string; formats: boolean }) {
  return (
    <p class="bubble-text" dir="auto">
      {draw(text, formats)}
    </p>
  );
}

function draw(text: string, formats: boolean): ComponentChildren[] {
  const link = LINK.exec(text);
  const mark = formats ? MARK.exec(text) : null;
  const first = link && mark ? (link.index < mark.index ? link : mark) : (link ?? mark);
  if (!first) return text === '' ? [] : [text];
  const before = text.slice(0, first.index);
  const after = text.slice(first.index + first[0].length);
  return [before, first === mark ? drawMark(mark) : drawLink(first[0]), ...draw(after, formats)];
}

function drawMark([, sign = '*', inner = '']: RegExpExecArray): ComponentChildren {
  const Tag = TAGS[sign as keyof typeof TAGS] ?? 'strong';
  return <Tag>{Tag === 'code' ? inner : draw(inner, true)}</Tag>;
}

function drawLink(address: string): ComponentChildren {
  const href = toSafeLink(address);
  return href === undefined ? (
    address
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {address}
    </a>
  );
}
