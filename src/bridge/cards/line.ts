// One line per change of a conversation, as the thread and the history tell it.

import type { Actor } from '../../core/actor.js';
import type { EventKind } from '../../core/event.js';
import type { Card, Part } from './card.js';
import { contextPart, excerpt, requestWord } from './prose.js';

/** What happened, by whom, and what the event says beside it. */
export interface LineFacts {
  readonly event: EventKind;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
  readonly conversationId: string;
}

function word(data: LineFacts['data'], ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = data[key];
    if (typeof value === 'string' && value !== '') return excerpt(value, 200);
  }
  return null;
}

const causes: Readonly<Record<string, string>> = {
  'person-left': 'their account left the desk',
  offline: 'the agent went offline',
  unanswered: 'there was no first reply in time',
  sweep: 'Baton',
  routing: 'Baton',
};

/** Who did it, in words that fit the start of a sentence. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'agent':
      return excerpt(actor.name, 60);
    case 'contact':
      return 'The customer';
    case 'assistant':
      return 'The assistant';
    case 'system':
      return 'Baton';
  }
}

function because(facts: LineFacts): string {
  const reason =
    word(facts.data, 'reason', 'cause') ?? (facts.actor.kind === 'system' ? facts.actor.cause : null);
  return reason === null ? '' : ` · ${causes[reason] ?? reason}`;
}

function quoted(text: string | null): string {
  return text === null ? '' : ` · “${text}”`;
}

type Teller = (who: string, facts: LineFacts) => string | null;

const tellers: Record<LineFacts['event'], Teller> = {
  'thread.renewed': () => '🧵 The card of this conversation was deleted, so it continues here.',
  'conversation.opened': () => 'The conversation began.',
  'conversation.requested-human': (who, facts) =>
    `🔔 ${who} asked for a person${quoted(requestWord(word(facts.data, 'reason')))}`,
  'conversation.claimed': (who, facts) => {
    const from = word(facts.data, 'fromName');
    return from === null ? `🙋 ${who} claimed this conversation.` : `🙋 ${who} took over from ${from}.`;
  },
  'conversation.assigned': (who, facts) => {
    const name = word(facts.data, 'agentName', 'name', 'to') ?? 'an agent';
    return facts.actor.kind === 'system'
      ? `👉 Given to ${name}.`
      : `👉 ${who} assigned this conversation to ${name}.`;
  },
  'conversation.transferred': (who, facts) =>
    `↪️ ${who} transferred this conversation to ${word(facts.data, 'agentName', 'toName', 'to') ?? 'another agent'}${quoted(word(facts.data, 'comment'))}`,
  'conversation.released': (who, facts) =>
    `↩️ ${who} put this conversation back in the queue${because(facts)}`,
  'conversation.restored': (who) => `🤖 ${who} restored this conversation to the assistant.`,
  'conversation.closed': (who, facts) => {
    const category = word(facts.data, 'category');
    return `☑️ ${who} closed this conversation${category === null ? '.' : ` · ${category}`}`;
  },
  'conversation.reopened': (who) => `🔄 ${who} reopened this conversation.`,
  'conversation.categorized': (who, facts) => {
    const category = word(facts.data, 'category');
    return category === null ? `🏷 ${who} removed the category.` : `🏷 ${who} set the category to ${category}.`;
  },
  'message.received': () => null,
  'message.sent': () => null,
  'message.edited': (who) => `✏️ ${who} edited a message.`,
  'message.deleted': (who) => `🗑 ${who} deleted a message.`,
  'message.receipt': () => null,
  'message.reacted': (who, facts) => {
    const emoji = word(facts.data, 'emoji');
    const about = quoted(word(facts.data, 'text'));
    return emoji === null ? `${who} took a reaction back${about}` : `${emoji} ${who} reacted${about}`;
  },
  'message.files-arrived': () => null,
  'message.files-lost': (_who, facts) =>
    `⌛ A file of the customer could not be fetched: ${word(facts.data, 'sentence') ?? 'it is gone.'}`,
  'contact.address-changed': (who, facts) =>
    `🪪 ${who} is reached at another address from now on${quoted(word(facts.data, 'to'))}`,
  'channel.control-lost': (_who, facts) =>
    `📵 ${word(facts.data, 'by') ?? 'Another application'} answers this customer now.`,
  'channel.control-gained': () => '📲 The customer’s thread is ours again.',
  'window.closing': (_who, facts) =>
    `⏳ The reply window closes ${word(facts.data, 'at') ?? 'in an hour'}${because(facts)}`,
  'window.closed': () => '⌛ The reply window is closed.',
  'note.added': () => null,
  'line.held': () => null,
  'contact.identified': () => '🪪 The customer signed in.',
  'delivery.dead': (_who, facts) => `⚠️ A reply did not reach the customer: ${failure(facts)}`,
  'delivery.unknown': (_who, facts) =>
    `❔ It is not known whether a reply reached the customer: ${failure(facts)}`,
};

function failure(facts: LineFacts): string {
  const error = facts.data.error;
  const nested = typeof error === 'object' && error !== null && 'sentence' in error ? error.sentence : null;
  if (typeof nested === 'string' && nested !== '') return excerpt(nested, 200);
  return word(facts.data, 'sentence', 'error') ?? 'the channel did not say why.';
}

/** The sentence of an event; null for kinds that are shown by their own message or mark instead. */
export function lineSentence(facts: LineFacts): string | null {
  return tellers[facts.event](actorName(facts.actor), facts);
}

/** The line as a small card; a failed delivery brings its two ways out. */
export function lineCard(facts: LineFacts): Card {
  const sentence = lineSentence(facts) ?? facts.event;
  const parts: Part[] = [contextPart(sentence)];
  if (facts.event === 'delivery.dead' || facts.event === 'delivery.unknown') {
    const messageId = word(facts.data, 'messageId');
    const args = (choice: string) => (messageId === null ? choice : `${choice} ${messageId}`);
    const about = { word: 'retry', conversationId: facts.conversationId };
    parts.push({
      kind: 'controls',
      controls: [
        {
          kind: 'button',
          label: facts.event === 'delivery.dead' ? 'Retry' : 'Send again',
          ask: { ...about, args: args('send') },
          style: 'primary',
        },
        {
          kind: 'button',
          label: facts.event === 'delivery.dead' ? 'Give up' : 'Leave it',
          ask: { ...about, args: args('discard') },
        },
      ],
    });
  }
  return { fallback: sentence, parts };
}
