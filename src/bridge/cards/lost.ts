// The direct message that tells an agent that a conversation is theirs no longer, and why.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import type { Card, Control } from './card.js';
import type { ConversationRow } from './facts.js';
import { bold, channelName, excerpt, lineBreak, textPart } from './prose.js';

/** Why the house took it from them, by the cause on the line. */
const reasons: Readonly<Record<string, string>> = {
  unanswered: 'there was no first reply from you in time',
  offline: 'you are offline',
  'not assigned': 'you do not work for its chatbot any more',
  guest: 'you are a guest here now, not a member',
};

/** The card; null for causes that need no telling. */
export function lostCard(row: ConversationRow, cause: string): Card | null {
  const reason = reasons[cause];
  if (reason === undefined) return null;
  const { conversation, contact, channelKind, chatbot } = row.facts;
  const who = excerpt(contactLabel(contact), 60);
  const title = `${showReference(conversation)} is yours no longer: ${reason}.`;
  const text = textPart(
    bold(`↩️ ${title}`),
    lineBreak,
    `${who} · ${channelName(channelKind)} · ${chatbot.name} waits for somebody else.`,
  );
  const link: Control[] = row.url === null ? [] : [{ kind: 'link', label: 'Open thread', url: row.url }];
  return {
    fallback: title,
    parts: link.length > 0 ? [text, { kind: 'controls', controls: link }] : [text],
  };
}
