// One line per change of a conversation, as the thread and the history tell it.

import type { Actor } from '../../core/actor.js';
import type { EventKind } from '../../core/event.js';
import { briefCard, readBriefFacts } from './brief.js';
import type { Card } from './card.js';
import { failureCard } from './failure.js';
import { contextPart, excerpt, requestWord } from './prose.js';
import { windowCard } from './window.js';

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
  'agent left': 'their account left the desk',
  guest: 'they are a guest now, not a member',
  'not assigned': 'they do not work for this chatbot any more',
  idle: 'the customer was answered and has been silent since',
  'waited too long': 'nobody took it in time',
  offline: 'the agent is offline',
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
  'conversation.released': (who, facts) => {
    const from = facts.actor.kind === 'system' ? word(facts.data, 'fromName') : null;
    return from === null
      ? `↩️ ${who} put this conversation back in the queue${because(facts)}`
      : `↩️ ${who} took this conversation from ${from} and put it back in the queue${because(facts)}`;
  },
  'conversation.restored': (who, facts) =>
    `🤖 ${who} restored this conversation to the assistant${because(facts) || '.'}`,
  'conversation.closed': (who, facts) => {
    const category = word(facts.data, 'category');
    const why = facts.actor.kind === 'system' ? because(facts) : '';
    return `☑️ ${who} closed this conversation${why}${category === null ? (why === '' ? '.' : '') : ` · ${category}`}`;
  },
  'conversation.reopened': (who) => `🔄 ${who} reopened this conversation.`,
  'conversation.categorized': (who, facts) => {
    const category = word(facts.data, 'category');
    return category === null ? `🏷 ${who} removed the category.` : `🏷 ${who} set the category to ${category}.`;
  },
  'conversation.prioritized': (who, facts) =>
    `${facts.data.priority === 0 ? '▫️' : '🔺'} ${who} set the priority to ${word(facts.data, 'name') ?? 'normal'}.`,
  'conversation.overdue': (_who, facts) => `⏰ ${word(facts.data, 'sentence') ?? 'This waits too long.'}`,
  'conversation.message-left': () =>
    '📨 The customer left a message and does not wait: the answer reaches them later.',
  'conversation.callback-booked': (_who, { data }) =>
    data.due === true
      ? '📅 It is open now, and the customer who asked outside your hours waits for the answer.'
      : `📅 The customer is answered when you open: ${momentWord(data.at) ?? 'at the next opening'}.`,
  'conversation.queue-told': () => '🕑 The customer was told how long it may take.',
  'conversation.rating-asked': () => '⭐ The customer was asked how it was.',
  'conversation.rated': (_who, facts) =>
    `⭐ ${'★'.repeat(scoreOf(facts.data))}${'☆'.repeat(5 - scoreOf(facts.data))}${quoted(word(facts.data, 'comment'))}`,
  'conversation.whispered': (who, { data }) =>
    `🤫 ${who} whispered to ${word(data, 'agent') ?? 'the owner'}.`,
  'conversation.briefed': () => '🧭 In short, for whoever takes it.',
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
    `📵 ${capital(word(facts.data, 'by') ?? 'another application')} answers this customer now.`,
  'channel.control-gained': () => '📲 The customer’s thread is ours again.',
  'window.closing': (_who, facts) =>
    `⏳ The reply window closes ${momentWord(facts.data.at) ?? 'within an hour'}.`,
  'window.closed': () => '⌛ The reply window is closed.',
  'note.added': () => null,
  'line.held': () => null,
  'contact.identified': () => '🪪 The customer signed in.',
  'delivery.dead': (_who, facts) =>
    `⚠️ ${whatFailed(facts, true)} did not reach the customer: ${failure(facts)}`,
  'delivery.unknown': (_who, facts) =>
    `❔ It is not known whether ${whatFailed(facts, false)} reached the customer: ${failure(facts)}`,
};

const changes: Readonly<Record<string, string>> = {
  assistant: 'what the assistant wrote',
  system: 'an automatic message',
  edit: 'an edited message',
  delete: 'a deletion',
  reaction: 'a reaction',
};

function whatFailed({ data }: LineFacts, begins: boolean): string {
  const what = (typeof data.what === 'string' && changes[data.what]) || 'a reply';
  return begins ? capital(what) : what;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 1 to 5; 0 for what is no score. */
function scoreOf({ score }: LineFacts['data']): number {
  return typeof score === 'number' && score >= 1 && score <= 5 ? Math.round(score) : 0;
}

function failure(facts: LineFacts): string {
  const error = facts.data.error;
  const nested = typeof error === 'object' && error !== null && 'sentence' in error ? error.sentence : null;
  if (typeof nested === 'string' && nested !== '') return excerpt(nested, 200);
  return word(facts.data, 'sentence', 'error') ?? 'the channel did not say why.';
}

function classOf(facts: LineFacts): string | null {
  const error = facts.data.error;
  const found = typeof error === 'object' && error !== null && 'class' in error ? error.class : null;
  return typeof found === 'string' ? found : null;
}

/** The sentence of an event; null for kinds that are shown by their own message or mark instead. */
export function lineSentence(facts: LineFacts): string | null {
  return tellers[facts.event](actorName(facts.actor), facts);
}

function momentOf(value: unknown): Date | null {
  const at = typeof value === 'string' ? new Date(value) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

/** Until when agents' own words still go out after the window closed for everyone else; null where they do not. */
function ownWordsUntil({ event, data }: LineFacts, now: Date): Date | null {
  const until = momentOf(data.replyUntil);
  const closes = event === 'window.closed' ? now : momentOf(data.at);
  return until && closes && until > closes ? until : null;
}

/** A moment for those who are shown plain words only. */
function momentWord(value: unknown): string | null {
  const at = momentOf(value);
  return at && `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The line as a small card; what failed or closes brings what can be done about it. */
export function lineCard(facts: LineFacts, now: Date = new Date()): Card {
  const sentence = lineSentence(facts) ?? facts.event;
  const { data, conversationId } = facts;
  const hasTemplates = data.hasTemplates === true;
  switch (facts.event) {
    case 'delivery.dead':
    case 'delivery.unknown':
      return failureCard(
        {
          fate: facts.event === 'delivery.dead' ? 'dead' : 'unknown',
          class: classOf(facts),
          isReply: typeof data.what !== 'string',
          messageId: word(data, 'messageId'),
          text: word(data, 'text'),
          hasTemplates,
          conversationId,
        },
        sentence,
      );
    case 'window.closing':
    case 'window.closed': {
      const closed = facts.event === 'window.closed';
      const ownWords = ownWordsUntil(facts, now);
      return windowCard(
        {
          closed,
          at: ownWords && closed ? null : momentOf(data.at),
          ownWordsUntil: ownWords,
          hasTemplates,
          conversationId,
        },
        sentence,
      );
    }
    case 'conversation.briefed': {
      const brief = readBriefFacts(data);
      return brief ? briefCard(brief) : { fallback: sentence, parts: [contextPart(sentence)] };
    }
    default:
      return { fallback: sentence, parts: [contextPart(sentence)] };
  }
}
