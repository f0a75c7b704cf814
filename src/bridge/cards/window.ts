// The reply window as agents see it: on the root card, and as the thread's warnings.

import { readWindow, timeLeft } from '../../core/reply-window.js';
import type { Card, Control, Part } from './card.js';
import type { ConversationFacts } from './facts.js';
import { contextPart } from './prose.js';

type WindowFacts = Pick<ConversationFacts, 'conversation' | 'hasTemplates'>;

const waitForCustomer = 'closed until the customer writes again';

/** The card's line about the window; none on channels that have no window, and none once the chat is closed. */
export function windowParts({ conversation, hasTemplates }: WindowFacts, now: Date): Part[] {
  const { openUntil, replyUntil, status } = conversation;
  const state = status === 'closed' ? 'always' : readWindow(conversation, now);
  if (state === 'always' || !openUntil) return [];
  const label = '⏳ Reply window: until';
  if (state === 'open')
    return [{ kind: 'since', label, at: openUntil, after: `(${timeLeft(openUntil, now)})` }];
  if (state === 'closing')
    return [{ kind: 'since', label, at: openUntil, after: `· closing soon (${timeLeft(openUntil, now)})` }];
  if (state === 'own-words' && replyUntil)
    return [
      {
        kind: 'since',
        label: '⏳ Reply window: your own words until',
        at: replyUntil,
        after: `(human agent tag, ${timeLeft(replyUntil, now)})`,
      },
    ];
  return [contextPart(`⌛ Reply window: ${hasTemplates ? 'closed — template only' : waitForCustomer}`)];
}

/** What a warning's line knows beside its sentence; the mirror adds it from the conversation. */
export interface WindowLine {
  readonly closed: boolean;
  readonly at: Date | null;
  /** Until when an agent's own words still go out, where that is longer. */
  readonly ownWordsUntil: Date | null;
  readonly hasTemplates: boolean;
  readonly conversationId: string;
}

function advice({ closed, hasTemplates, ownWordsUntil }: WindowLine): string {
  if (ownWordsUntil)
    return closed
      ? 'The assistant can no longer write; what agents type still goes out until'
      : 'Afterwards only what agents type themselves goes out, until';
  if (hasTemplates)
    return closed
      ? 'Only a template reaches the customer now, until they write again.'
      : 'Answer before then: afterwards only a template reaches the customer.';
  return closed
    ? 'Nothing can be sent until the customer writes again.'
    : 'Answer before then: afterwards nothing can be sent until the customer writes again.';
}

/** The warning in the thread, with times in the reader's own zone. */
export function windowCard(line: WindowLine, fallback: string): Card {
  const head = line.closed ? '⌛ The reply window closed' : '⏳ The reply window closes';
  const first: Part = line.at ? { kind: 'since', label: head, at: line.at } : contextPart(fallback);
  const then: Part = line.ownWordsUntil
    ? { kind: 'since', label: advice(line), at: line.ownWordsUntil }
    : contextPart(advice(line));
  const about = { conversationId: line.conversationId };
  const controls: Control[] =
    line.closed && line.hasTemplates && !line.ownWordsUntil
      ? [{ kind: 'button', label: 'Template', ask: { word: 'template', ...about }, style: 'primary' }]
      : [];
  return {
    fallback,
    parts: [first, then, ...(controls.length > 0 ? [{ kind: 'controls' as const, controls }] : [])],
  };
}
