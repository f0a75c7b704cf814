// A supervisor's words to a conversation's owner alone, and the form that asks for them.

import { showReference } from '../../core/conversation.js';
import { literal } from '../../core/text/document.js';
import type { Card, Form } from './card.js';
import { askAbout, buttonAbout } from './controls.js';
import type { ConversationFacts } from './facts.js';
import { bold, contextPart, excerpt, textPart } from './prose.js';

/** The most characters of a whisper. */
export const whisperLimit = 2_000;

/** What the owner sees. The words are literal: nothing in them is markup. */
export function whisperCard({ conversation }: ConversationFacts, from: string, words: string): Card {
  const title = `🤫 ${excerpt(from, 60)} to you about ${showReference(conversation)}`;
  return {
    fallback: title,
    parts: [
      textPart(bold(title)),
      { kind: 'text', text: literal(words) },
      contextPart('Only you see this. It is not kept.'),
      { kind: 'controls', controls: [buttonAbout(conversation, 'Note', 'note')] },
    ],
  };
}

/** Asks for the words. */
export function whisperForm({ conversation, owner }: ConversationFacts): Form {
  return {
    title: `Whisper on ${showReference(conversation)}`,
    submit: 'Whisper',
    ask: askAbout(conversation, 'whisper'),
    fields: [
      {
        kind: 'info',
        text: literal(
          `Only ${excerpt(owner?.name ?? 'the owner', 60)} sees it. It is not part of the record; that you whispered is.`,
        ),
      },
      {
        kind: 'text',
        id: 'text',
        label: 'Your words',
        multiline: true,
        optional: true,
        maxLength: whisperLimit,
      },
    ],
  };
}
