// Moving all chats of one agent: the dialog that asks where to, the card that asks again, and what came of it.

import { literal } from '../../core/text/document.js';
import type { Card, Form } from './card.js';
import type { Colleague } from './forms.js';
import { bold, countOf, excerpt, lineBreak, type Piece, textPart } from './prose.js';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** The choice that means nobody: back to the queue. */
export const toQueue = 'queue';

/** The most references that one sentence names, and the most choices of a menu. */
const namedAtMost = 20;
const choicesShown = 100;

function listed(references: readonly number[]): string {
  const named = references.slice(0, namedAtMost).map((reference) => `#${reference}`);
  const rest = references.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const whereTo = (to: Person | null) => (to === null ? 'back to the queue' : `to ${excerpt(to.name, 60)}`);

/** Asks where they shall go; sent, they go. */
export function moveAllForm(
  from: Person,
  references: readonly number[],
  colleagues: readonly Colleague[],
): Form {
  const options = [
    { label: 'Back to the queue', value: toQueue },
    ...colleagues
      .slice(0, choicesShown - 1)
      .map((one) => ({ label: excerpt(`${one.name} · ${one.hint}`, 70), value: one.id })),
  ];
  return {
    title: 'Move all chats',
    submit: 'Move all',
    ask: { word: 'transfer', args: `all ${from.id}` },
    fields: [
      {
        kind: 'info',
        text: literal(
          `${countOf(references.length, 'chat')} of ${excerpt(from.name, 60)}: ${listed(references)}`,
        ),
      },
      { kind: 'choice', id: 'agent', label: 'To', options },
      {
        kind: 'text',
        id: 'comment',
        label: 'What they should know',
        multiline: true,
        optional: true,
        maxLength: 500,
        placeholder: 'Only agents see this',
      },
    ],
  };
}

/** Asks once more, for those who wrote it in a line. */
export function moveAllCard(
  from: Person,
  to: Person | null,
  asked: { readonly references: readonly number[]; readonly comment: string },
): Card {
  const sentence = `Move ${countOf(asked.references.length, 'chat')} of ${excerpt(from.name, 60)} ${whereTo(to)}?`;
  return {
    fallback: sentence,
    parts: [
      textPart(bold(sentence), lineBreak, listed(asked.references)),
      {
        kind: 'controls',
        controls: [
          {
            kind: 'button',
            label: 'Move all',
            style: 'primary',
            ask: { word: 'transfer', args: `all ${from.id} ${to?.id ?? toQueue} ${asked.comment}`.trim() },
          },
        ],
      },
    ],
  };
}

/** What was moved, and what stays with whom it was, by reference and reason. */
export function movedAllCard(
  from: Person,
  to: Person | null,
  came: {
    readonly moved: readonly number[];
    readonly left: readonly { readonly reference: number; readonly why: string }[];
  },
): Card {
  const { moved, left } = came;
  const name = excerpt(from.name, 60);
  const sentence =
    moved.length === 0
      ? `No chat of ${name} was moved.`
      : `✅ ${countOf(moved.length, 'chat')} of ${name} moved ${whereTo(to)}: ${listed(moved)}.`;
  const whys = [...new Set(left.map(({ why }) => why))];
  const stays = whys.flatMap((why): Piece[] => [
    lineBreak,
    `⚠️ ${listed(left.filter((one) => one.why === why).map(({ reference }) => reference))}: ${why}`,
  ]);
  return { fallback: sentence, parts: [textPart(sentence, ...stays)] };
}
