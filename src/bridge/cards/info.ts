// Info: everything known about the customer and the conversation, for one agent's eyes.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import type { TextDocument } from '../../core/text/document.js';
import type { Card, Part } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationFacts } from './facts.js';
import {
  bold,
  channelName,
  contextPart,
  countOf,
  excerpt,
  factLabel,
  requestHow,
  say,
  statusWord,
  textPart,
} from './prose.js';
import { type Reader, whereaboutsParts } from './whereabouts.js';

/** A desk shows at most so many attributes; the site may tell any number. */
const attributesShown = 16;

function fieldsOf(pairs: readonly (readonly [string, string | null])[]): Part[] {
  const fields = pairs.flatMap(([label, value]): { label: string; value: TextDocument }[] =>
    value === null || value === '' ? [] : [{ label: excerpt(label, 40), value: say(excerpt(value, 200)) }],
  );
  const parts: Part[] = [];
  for (let at = 0; at < fields.length; at += 8)
    parts.push({ kind: 'fields', fields: fields.slice(at, at + 8) });
  return parts;
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });

/** `German (Austria)`; what the customer's device calls its language may be no tag at all, and is shown as it is then. */
function languageName(locale: string | null): string | null {
  if (locale === null) return null;
  try {
    return languages.of(locale.replaceAll('_', '-')) ?? locale;
  } catch {
    return locale;
  }
}

/**
 * The facts of a contact and their conversation; what the site told us is marked as such. For a reader it also says
 * why the conversation is or is not in their list.
 */
export function infoCard(facts: ConversationFacts, reader?: Reader): Card {
  const { conversation, contact, chatbot, channelKind, owner, messageCount } = facts;
  const attributes = Object.entries(contact.attributes);
  const title = `${showReference(conversation)} · ${excerpt(contactLabel(contact), 60)}`;
  return {
    fallback: title,
    parts: [
      { kind: 'heading', text: title },
      textPart(
        bold(statusWord(conversation.status, owner?.name ?? null)),
        ` · ${countOf(messageCount, 'message')}`,
      ),
      ...fieldsOf([
        ['Email', contact.email],
        ['Phone', contact.phone],
        ['Language', languageName(contact.locale)],
        ['Channel', `${channelName(channelKind)} · ${chatbot.name}`],
        ['Category', conversation.category],
        ['Asked for a person', requestHow(conversation.requestReason)],
      ]),
      contextPart(
        contact.verified
          ? '✔ Signed in: the site vouches for who this is.'
          : 'Not verified: the customer told us these facts, or the site did without a signature.',
      ),
      ...(attributes.length > 0
        ? [
            { kind: 'divider' as const },
            ...fieldsOf(
              attributes.slice(0, attributesShown).map(([name, value]) => [factLabel(name), value]),
            ),
          ]
        : []),
      { kind: 'since', label: 'Began', at: conversation.createdAt },
      ...(reader ? whereaboutsParts(facts, reader) : []),
      { kind: 'controls', controls: [buttonAbout(conversation, 'History', 'history')] },
    ],
  };
}
