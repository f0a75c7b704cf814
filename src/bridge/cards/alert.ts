// What people are told when a door does not work, and when it does again: which, why in plain words, and what to do.

import type { Card } from './card.js';
import { bold, channelName, code, contextPart, countOf, excerpt, lineBreak, textPart } from './prose.js';

/** A door of a chatbot, as alerts name it. */
export interface DoorFacts {
  readonly chatbotName: string;
  readonly kind: string;
  readonly account: string;
}

export interface PauseFacts extends DoorFacts {
  readonly class: string;
  readonly code: string;
  readonly sentence: string;
  readonly pausedAt: Date;
  /** How many deliveries wait. */
  readonly waiting: number;
}

function nameOf(door: DoorFacts): string {
  return `${channelName(door.kind)} of ${excerpt(door.chatbotName, 60)}`;
}

function whyOf({ sentence, code }: Pick<PauseFacts, 'sentence' | 'code'>): string {
  const said = excerpt(sentence, 200) || 'The channel did not say why.';
  return code === '' ? said : `${said} (${excerpt(code, 40)})`;
}

function remedyOf({ kind, class: cause }: PauseFacts): string {
  const name = channelName(kind);
  return cause === 'auth'
    ? `What to do: give ${name} a new token or the missing permission, put it where the configuration reads it, and start Baton again. Baton tries again every minute by itself.`
    : `What to do: look at the account with ${name}'s own tools: limits, quality, restrictions. Baton tries again by itself.`;
}

/** `again`: it is still so, an hour later. */
export function doorPausedCard(door: PauseFacts, again: boolean): Card {
  const title = `${nameOf(door)} is ${again ? 'still ' : ''}paused`;
  const kept =
    door.waiting === 0
      ? 'Replies are kept and go out by themselves once it works again.'
      : `${countOf(door.waiting, 'conversation')} ${door.waiting === 1 ? 'waits' : 'wait'}; replies are kept and go out by themselves once it works again.`;
  return {
    fallback: `⏸ ${title}`,
    parts: [
      textPart(bold(`⏸ ${title}`), lineBreak, whyOf(door)),
      textPart(remedyOf(door)),
      { kind: 'since', label: 'Paused since', at: door.pausedAt },
      contextPart(`${kept} Account ${excerpt(door.account, 60)} · `, code('doctor'), ' looks at everything.'),
    ],
  };
}

export function doorWorksCard(door: DoorFacts): Card {
  const title = `${nameOf(door)} works again`;
  return {
    fallback: `▶️ ${title}`,
    parts: [textPart(bold(`▶️ ${title}`), lineBreak, 'What waited has gone out.')],
  };
}

/** What a customer's channel brought and nobody could read or act on. */
export function lettersCard(
  door: DoorFacts,
  letters: { readonly count: number; readonly reason: string },
): Card {
  const title = `${countOf(letters.count, 'dead letter')} from ${nameOf(door)}`;
  return {
    fallback: `📭 ${title}`,
    parts: [
      textPart(
        bold(`📭 ${title}`),
        lineBreak,
        `Something the channel brought could not be read or acted on: ${excerpt(letters.reason, 120)}`,
      ),
      contextPart(
        'It is kept. ',
        code('baton doctor'),
        ' lists it; ',
        code('--retry-letters'),
        ' tries again, ',
        code('--drop-letter ID'),
        ' throws one away.',
      ),
    ],
  };
}

export function installationLostCard(desk: string, teamName: string): Card {
  const title = `Baton was removed from ${excerpt(teamName, 60)} on ${desk.charAt(0).toUpperCase()}${desk.slice(1)}`;
  return {
    fallback: `🔌 ${title}`,
    parts: [
      textPart(
        bold(`🔌 ${title}`),
        lineBreak,
        'Its threads stand still; customers are still answered by the assistant, or wait.',
      ),
      textPart('What to do: install the app there again. What waited is then posted in order.'),
    ],
  };
}

/** Said once in the thread of an agent whose reply waits for its channel. */
export function heldReplyCard(kind: string, sentence: string, paused = true): Card {
  const why = excerpt(sentence, 200) || 'the channel did not say why.';
  const line = paused
    ? `⏸ ${channelName(kind)} is paused: ${why} The reply is kept and goes out by itself once it works again.`
    : `⏳ ${channelName(kind)} does not take this reply yet: ${why} It is kept and goes out by itself.`;
  return { fallback: line, parts: [contextPart(line)] };
}

/** One line of the supervisor's overview. */
export function pausedLine(door: PauseFacts): string {
  const kept = door.waiting === 0 ? '' : ` · ${countOf(door.waiting, 'conversation')} waiting`;
  return `⏸ ${nameOf(door)} is paused: ${whyOf(door)}${kept}`;
}
