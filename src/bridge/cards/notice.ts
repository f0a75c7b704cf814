// Notices: one sentence to one person, with the commands that get them further.

import type { Conversation } from '../../core/conversation.js';
import type { Remedy } from '../../core/errors.js';
import type { Button, Card, Part } from './card.js';
import { buttonAbout } from './controls.js';
import { contextPart, textPart } from './prose.js';

/** The conversation a notice is about, so that its buttons know where they act. */
export interface NoticeSubject {
  readonly conversationId: string | null;
}

/** A short confirmation or hint; `detail` is a smaller second line. */
export function noticeCard(sentence: string, detail?: string): Card {
  return { fallback: sentence, parts: [textPart(sentence), ...(detail ? [contextPart(detail)] : [])] };
}

function remedyButton(remedy: Remedy, subject: NoticeSubject): Button {
  return {
    kind: 'button',
    label: remedy.label,
    ask: {
      word: remedy.command,
      ...(remedy.args === undefined ? {} : { args: remedy.args }),
      ...(subject.conversationId === null ? {} : { conversationId: subject.conversationId }),
    },
  };
}

/** Why something was refused or failed, with its remedies as buttons. */
export function refusalCard(
  sentence: string,
  remedies: readonly Remedy[],
  subject: NoticeSubject = { conversationId: null },
): Card {
  const parts: Part[] = [textPart(`⚠️ ${sentence}`)];
  if (remedies.length > 0)
    parts.push({ kind: 'controls', controls: remedies.map((remedy) => remedyButton(remedy, subject)) });
  return { fallback: sentence, parts };
}

/** The longest correction a button can carry, as JSON; longer ones are written in the reply window. */
const carried = 1_200;

/** The channel keeps the old text of an edited line: offers the new one as a message of its own. */
export function correctionCard(conversation: Pick<Conversation, 'id' | 'epoch'>, text: string): Card {
  const sentence = 'The customer’s channel cannot change sent messages: they still see the old text.';
  const button = buttonAbout(conversation, 'Send correction', 'reply', 'primary');
  const ask = JSON.stringify(text).length <= carried ? { ...button.ask, args: text } : button.ask;
  return {
    fallback: sentence,
    parts: [textPart(`⚠️ ${sentence}`), { kind: 'controls', controls: [{ ...button, ask }] }],
  };
}
