// Lists of conversations: the queue, an agent's own chats, and the parts that the home shares with them.

import { contactLabel } from '../../core/contact.js';
import { countQueue, type QueueCounts, showReference } from '../../core/conversation.js';
import type { Card, Control, Part } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationRow } from './facts.js';
import { bold, channelName, countOf, excerpt, italic, lineBreak, type Piece, textPart } from './prose.js';
import { queueWords } from './queue-words.js';
import { waitingWord } from './root.js';

/** The most conversations one list shows; the rest is counted. */
export const rowsShown = 10;

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
  const since = claimable ? conversation.requestedAt : conversation.lastCustomerAt;
  const controls: Control[] = [];
  if (claimable) controls.push(buttonAbout(conversation, 'Claim', 'claim', 'primary'));
  else controls.push(buttonAbout(conversation, 'Reply', 'reply'));
  if (row.url !== null) controls.push({ kind: 'link', label: 'Open thread', url: row.url });
  return [
    rowText(row),
    ...(since
      ? [{ kind: 'since' as const, label: claimable ? 'Waiting since' : 'Customer last wrote', at: since }]
      : []),
    { kind: 'controls', controls },
  ];
}

/** The rows as card parts, cut at `rowsShown` with a count of the rest. */
export function listParts(rows: readonly ConversationRow[], claimable: boolean): Part[] {
  const parts = rows.slice(0, rowsShown).flatMap((row) => rowParts(row, claimable));
  const rest = rows.length - rowsShown;
  if (rest > 0) parts.push(textPart(`… and ${rest} more.`));
  return parts;
}

/** How the conversations of a list divide into those who wait now and those kept for later. */
export function countRows(rows: readonly ConversationRow[], now: Date): QueueCounts {
  return countQueue(
    rows.map(({ facts }) => facts.conversation),
    now,
  );
}

/** Who waits, in the order they will be served, and whose words are kept. */
export function queueCard(rows: readonly ConversationRow[], now: Date = new Date()): Card {
  if (rows.length === 0) {
    return {
      fallback: 'Nobody is waiting.',
      parts: [textPart('🌿 Nobody is waiting. New requests appear in the channel and here.')],
    };
  }
  const title = queueWords(countRows(rows, now));
  return { fallback: title, parts: [{ kind: 'heading', text: title }, ...listParts(rows, true)] };
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
    parts: [{ kind: 'heading', text: `Your chats: ${title}` }, ...listParts(rows, false)],
  };
}
