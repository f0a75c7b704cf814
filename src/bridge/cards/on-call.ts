// The direct message that tells an agent on call that somebody asks for a person while nobody is there.

import type { Chatbot } from '../../core/chatbot.js';
import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import type { Card, Control } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationRow } from './facts.js';
import { bold, channelName, excerpt, italic, lineBreak, type Piece, textPart } from './prose.js';
import { openingWord } from './standing.js';

/** `opensAt` null: it is open, and nobody is online. */
export function onCallCard(
  row: ConversationRow,
  { hours }: Pick<Chatbot, 'hours'>,
  opensAt: Date | null,
): Card {
  const { conversation, contact, channelKind, chatbot, lastCustomerText } = row.facts;
  const title = `${showReference(conversation)} asks for a person and you are on call`;
  const pieces: Piece[] = [
    bold(`📟 ${title}`),
    lineBreak,
    `${excerpt(contactLabel(contact), 60)} · ${channelName(channelKind)} · ${chatbot.name}`,
  ];
  if (lastCustomerText) pieces.push(lineBreak, italic(excerpt(lastCustomerText, 200)));
  const opening = opensAt
    ? `It opens ${openingWord(opensAt, { hours })}; they were told that they are answered then.`
    : 'It is open, but nobody is online.';
  const controls: Control[] = [buttonAbout(conversation, 'Claim', 'claim', 'primary')];
  if (row.url !== null) controls.push({ kind: 'link', label: 'Open thread', url: row.url });
  return {
    fallback: `${title}. ${opening}`,
    parts: [textPart(...pieces, lineBreak, opening), { kind: 'controls', controls }],
  };
}
