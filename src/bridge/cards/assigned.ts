// The direct message that tells an agent that a conversation is now theirs.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import type { Card, Control } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationRow } from './facts.js';
import { bold, channelName, excerpt, italic, lineBreak, type Piece, textPart } from './prose.js';

/** `by` names who gave it; null when Baton's routing did. */
export function assignedCard(row: ConversationRow, by: string | null, comment: string | null): Card {
  const { conversation, contact, channelKind, chatbot, lastCustomerText } = row.facts;
  const who = excerpt(contactLabel(contact), 60);
  const title = `${by ?? 'Baton'} gave you ${showReference(conversation)}`;
  const pieces: Piece[] = [
    bold(`👉 ${title}`),
    lineBreak,
    `${who} · ${channelName(channelKind)} · ${chatbot.name}`,
  ];
  if (comment) pieces.push(lineBreak, `“${excerpt(comment, 300)}”`);
  if (lastCustomerText) pieces.push(lineBreak, italic(excerpt(lastCustomerText, 200)));
  const controls: Control[] = [];
  if (row.url !== null) controls.push({ kind: 'link', label: 'Open thread', url: row.url });
  controls.push(
    buttonAbout(conversation, 'Reply', 'reply'),
    buttonAbout(conversation, 'Back to the queue', 'release'),
  );
  return { fallback: `${title}: ${who}`, parts: [textPart(...pieces), { kind: 'controls', controls }] };
}
