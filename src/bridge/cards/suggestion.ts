// A suggested reply, for the eyes of the agent who asked: nothing of it is sent before they did.

import { type Conversation, showReference } from '../../core/conversation.js';
import { literal } from '../../core/text/document.js';
import type { Button, Card } from './card.js';
import { askAbout } from './controls.js';
import { bold, contextPart, say } from './prose.js';

export interface SuggestionFacts {
  readonly conversation: Pick<Conversation, 'id' | 'reference' | 'epoch'>;
  readonly suggestionId: string;
  readonly text: string;
}

/** The suggestion with the ways on: into the reply dialog, or another one. */
export function suggestionCard({ conversation, suggestionId, text }: SuggestionFacts): Card {
  const head = `💡 A reply to ${showReference(conversation)}, as the AI would write it`;
  const edit: Button = {
    kind: 'button',
    label: 'Edit and send',
    ask: { ...askAbout(conversation, 'suggest', `edit ${suggestionId}`), opens: true },
    style: 'primary',
  };
  const other: Button = {
    kind: 'button',
    label: 'Another one',
    ask: askAbout(conversation, 'suggest', `not ${suggestionId}`),
  };
  return {
    fallback: head,
    parts: [
      { kind: 'text', text: say(bold(head)) },
      { kind: 'text', text: [{ kind: 'quote', children: literal(text) }] },
      { kind: 'controls', controls: [edit, other] },
      contextPart('Only you see this; nothing is sent before you send it.'),
    ],
  };
}
