// The direct message that tells those who lead that a customer waits too long, or for nobody.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import type { Card, Control } from './card.js';
import type { ConversationRow } from './facts.js';
import { bold, channelName, excerpt, lineBreak, textPart } from './prose.js';

/** `sentence` is what the thread says of it. */
export function overdueCard(row: ConversationRow, sentence: string): Card {
  const { conversation, contact, channelKind, chatbot } = row.facts;
  const title = `${showReference(conversation)}: ${excerpt(sentence, 200)}`;
  const who = `${excerpt(contactLabel(contact), 60)} · ${channelName(channelKind)} · ${chatbot.name}`;
  const text = textPart(bold(`⏰ ${title}`), lineBreak, who);
  const link: Control[] = row.url === null ? [] : [{ kind: 'link', label: 'Open thread', url: row.url }];
  return {
    fallback: title,
    parts: link.length > 0 ? [text, { kind: 'controls', controls: link }] : [text],
  };
}
