// The question put to someone whose line was held back from the customer: three choices.

import { type Conversation, showReference } from '../../core/conversation.js';
import type { Button, Card } from './card.js';
import { contextPart, excerpt, say, textPart } from './prose.js';

export interface HeldFacts {
  readonly conversation: Pick<Conversation, 'id' | 'reference' | 'status'>;
  readonly ownerName: string | null;
  readonly heldLineId: string;
  readonly text: string;
}

function choice(facts: HeldFacts, label: string, word: string, style?: 'primary' | 'danger'): Button {
  return {
    kind: 'button',
    label,
    ask: { word: 'held', args: `${word} ${facts.heldLineId}`, conversationId: facts.conversation.id },
    ...(style ? { style } : {}),
  };
}

/** Tells that the line was not sent and asks what to do with it. */
export function heldCard(facts: HeldFacts): Card {
  const owned = facts.ownerName !== null;
  const why = owned
    ? `${facts.ownerName} has ${showReference(facts.conversation)}, so your line was not sent to the customer.`
    : `Nobody has ${showReference(facts.conversation)} yet, so your line was not sent to the customer.`;
  return {
    fallback: why,
    parts: [
      textPart(`✋ ${why}`),
      { kind: 'text', text: [{ kind: 'quote', children: say(excerpt(facts.text, 200) || '📎') }] },
      {
        kind: 'controls',
        controls: [
          choice(facts, owned ? 'Take over and send' : 'Claim and send', 'send', 'primary'),
          choice(facts, 'Save as note', 'note'),
          choice(facts, 'Discard', 'discard'),
        ],
      },
      contextPart('Only you see this.'),
    ],
  };
}
