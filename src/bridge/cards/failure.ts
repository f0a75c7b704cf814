// A reply that did not arrive: what happened, why, and what helps, with a button for each way out.

import type { Button, Card, Part } from './card.js';
import { contextPart, excerpt } from './prose.js';

export interface FailedReply {
  /** `unknown`: it may have arrived after all. */
  readonly fate: 'dead' | 'unknown';
  /** What kind of failure it was: retry, window, recipient, content, auth, policy; another word brings no advice. */
  readonly class: string | null;
  /** False for a change of what is out already: an edit, a deletion, a reaction. */
  readonly isReply: boolean;
  readonly messageId: string | null;
  /** What was to be sent, so that it is plain which of several replies is meant. */
  readonly text: string | null;
  readonly hasTemplates: boolean;
  readonly conversationId: string;
}

const helps: Readonly<Record<string, string>> = {
  window: 'It is not lost: once the customer writes again, the word retry here sends it.',
  recipient: 'The customer cannot be reached here. Retry only when you know that this has changed.',
  content: 'The same again would fail again: change it first.',
  auth: 'An admin has to repair the channel’s access first; then Retry.',
  policy: 'The platform limits this account. An admin should look at it; Retry later.',
  retry: 'Trying again may help.',
};

/** What an agent can do about it, in one sentence; null when nobody knows. */
function helpFor({ fate, class: kind, hasTemplates }: FailedReply): string | null {
  if (fate === 'unknown') return 'Sending it again may bring it to the customer twice.';
  if (kind === 'window' && hasTemplates)
    return 'A template reaches the customer now; once they write again, the word retry here sends your own words.';
  return kind === null ? null : (helps[kind] ?? null);
}

function buttonsFor(failed: FailedReply): Button[] {
  const { conversationId, messageId, fate, class: kind } = failed;
  const retry = (label: string, choice: string, style?: 'primary'): Button => ({
    kind: 'button',
    label,
    ask: { word: 'retry', conversationId, args: messageId === null ? choice : `${choice} ${messageId}` },
    ...(style ? { style } : {}),
  });
  if (fate === 'unknown') return [retry('Send again', 'send', 'primary'), retry('Leave it', 'discard')];
  const giveUp = retry('Give up', 'discard');
  if (kind === 'window')
    return failed.hasTemplates
      ? [
          { kind: 'button', label: 'Template', ask: { word: 'template', conversationId }, style: 'primary' },
          giveUp,
        ]
      : [giveUp];
  if (kind === 'content' && messageId !== null)
    return [retry('Edit and send again', 'edit', 'primary'), giveUp];
  return [retry('Retry', 'send', 'primary'), giveUp];
}

/** The line under a failed reply. */
export function failureCard(failed: FailedReply, sentence: string): Card {
  const help = helpFor(failed);
  const below = [help, failed.text === null ? null : `“${excerpt(failed.text, 80)}”`].filter(
    (part) => part !== null,
  );
  const parts: Part[] = [contextPart(sentence)];
  // The customer keeps what they have; whoever wants it changed does the same again.
  if (!failed.isReply) {
    if (failed.text !== null) parts.push(contextPart(`“${excerpt(failed.text, 80)}”`));
    return { fallback: sentence, parts };
  }
  if (below.length > 0) parts.push(contextPart(below.join(' · ')));
  parts.push({ kind: 'controls', controls: buttonsFor(failed) });
  return { fallback: sentence, parts };
}
