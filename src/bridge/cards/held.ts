// The question put to someone whose line was held back from the customer: three choices.

import { type Conversation, showReference } from '../../core/conversation.js';
import type { Button, Card } from './card.js';
import { contextPart, excerpt, say, textPart } from './prose.js';

export interface HeldFacts {
  readonly conversation: Pick<Conversation, 'id' | 'reference' | 'status'>;
  readonly ownerName: string | null;
  readonly heldLineId: string;
  readonly text: string;
  /** Set where the author may speak to the customer, but the line looks like this command mistyped: `!note`. */
  readonly meant?: string | null;
}

function choice(facts: HeldFacts, label: string, word: string, style?: 'primary' | 'danger'): Button {
  return {
    kind: 'button',
    label,
    ask: { word: 'held', args: `${word} ${facts.heldLineId}`, conversationId: facts.conversation.id },
    ...(style ? { style } : {}),
  };
}

function sayWhy({ meant, ownerName, conversation }: HeldFacts): string {
  const unsent = 'so your line was not sent to the customer.';
  if (meant) return `Did you mean ${meant}? This is close to it and not quite it, ${unsent}`;
  return ownerName === null
    ? `Nobody has ${showReference(conversation)} yet, ${unsent}`
    : `${ownerName} has ${showReference(conversation)}, ${unsent}`;
}

function labelSend({ meant, ownerName }: HeldFacts): string {
  if (meant) return 'Send as it is';
  return ownerName === null ? 'Claim and send' : 'Take over and send';
}

/** Tells that the line was not sent and asks what to do with it. */
export function heldCard(facts: HeldFacts): Card {
  const why = sayWhy(facts);
  return {
    fallback: why,
    parts: [
      textPart(`✋ ${why}`),
      { kind: 'text', text: [{ kind: 'quote', children: say(excerpt(facts.text, 200) || '📎') }] },
      {
        kind: 'controls',
        controls: [
          choice(facts, labelSend(facts), 'send', ...(facts.meant ? [] : (['primary'] as const))),
          choice(facts, 'Save as note', 'note'),
          choice(facts, 'Discard', 'discard'),
        ],
      },
      contextPart(
        facts.meant
          ? `For the command, type it again: ${facts.meant}. Only you see this.`
          : 'Only you see this.',
      ),
    ],
  };
}
