// Lists of conversations: the queue, an agent's own chats, and the parts that the home shares with them.

import { contactLabel } from '../../core/contact.js';
import { rowsShown, showReference } from '../../core/conversation.js';
import type { Card, Control, Part } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationRow, QueueFacts } from './facts.js';
import { bold, channelName, countOf, excerpt, italic, lineBreak, type Piece, textPart } from './prose.js';
import { queueWords } from './queue-words.js';
import { askedPart, lastWrotePart, waitingWord } from './root.js';
import { restOf } from './spans.js';

/** One conversation in two lines: who, where, about what, and what they wrote last. */
export function rowText({ facts }: ConversationRow): Part {
  const { conversation, contact, chatbot, channelKind, lastCustomerText } = facts;
  const pieces: Piece[] = [
    bold(`${showReference(conversation)} ${excerpt(contactLabel(contact), 40)}`),
    ` · ${channelName(channelKind)} · ${chatbot.name}`,
    conversation.category ? ` · ${conversation.category}` : '',
    waitingWord(conversation),
  ];
  if (lastCustomerText) pieces.push(lineBreak, italic(excerpt(lastCustomerText, 90)));
  return textPart(...pieces);
}

function rowParts(row: ConversationRow, claimable: boolean): Part[] {
  const { conversation } = row.facts;
  const controls: Control[] = [];
  if (claimable) controls.push(buttonAbout(conversation, 'Claim', 'claim', 'primary'));
  else controls.push(buttonAbout(conversation, 'Reply', 'reply'));
  if (row.url !== null) controls.push({ kind: 'link', label: 'Open thread', url: row.url });
  const since = claimable ? askedPart(conversation) : lastWrotePart(conversation);
  return [rowText(row), ...since, { kind: 'controls', controls }];
}

function withRest(parts: Part[], { all, shown }: { readonly all: number; readonly shown: number }): Part[] {
  return all > shown ? [...parts, textPart(restOf(all, shown))] : parts;
}

/** Active chats as card parts, cut at `rowsShown` with a count of the rest. */
export function activeParts(rows: readonly ConversationRow[]): Part[] {
  const shown = rows.slice(0, rowsShown);
  const parts = shown.flatMap((row) => rowParts(row, false));
  return withRest(parts, { all: rows.length, shown: shown.length });
}

/** The head of a queue as card parts, with a count of the rest. */
export function queueParts({ counts, rows }: QueueFacts): Part[] {
  const parts = rows.flatMap((row) => rowParts(row, true));
  return withRest(parts, { all: counts.waiting + counts.messages + counts.callbacks, shown: rows.length });
}

/** Who waits, in the order they will be served, and whose words are kept. */
export function queueCard(queue: QueueFacts): Card {
  if (queue.rows.length === 0) {
    return {
      fallback: 'Nobody is waiting.',
      parts: [textPart('🌿 Nobody is waiting. New requests appear in the channel and here.')],
    };
  }
  const title = queueWords(queue.counts);
  return { fallback: title, parts: [{ kind: 'heading', text: title }, ...queueParts(queue)] };
}

/** The reader's own active chats. */
export function mineCard(rows: readonly ConversationRow[], limit: number): Card {
  if (rows.length === 0) {
    return {
      fallback: 'You have no active chats.',
      parts: [
        textPart('You have no active chats. Take the one that has waited longest, or look at the queue.'),
        {
          kind: 'controls',
          controls: [
            { kind: 'button', label: 'Take next', ask: { word: 'next' }, style: 'primary' },
            { kind: 'button', label: 'Queue', ask: { word: 'queue' } },
          ],
        },
      ],
    };
  }
  const title = `${rows.length} of ${countOf(limit, 'chat')}`;
  return {
    fallback: title,
    parts: [{ kind: 'heading', text: `Your chats: ${title}` }, ...activeParts(rows)],
  };
}
