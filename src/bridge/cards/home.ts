// The home: an agent's own page with presence, active chats and the queue.

import type { Presence } from '../../core/agent.js';
import type { ChatFilter } from '../../core/chat-filter.js';
import type { Button, Card, Part } from './card.js';
import { type ChatsFacts, filterParts, filterWords, foundParts } from './chats.js';
import type { AgentFacts, ConversationRow, QueueFacts } from './facts.js';
import { contextPart, countOf, presenceWord, textPart } from './prose.js';
import { keptWords } from './queue-words.js';
import { activeParts, queueParts } from './rows.js';
import { numberOf } from './spans.js';

export interface HomeFacts {
  readonly agent: AgentFacts;
  readonly mine: readonly ConversationRow[];
  readonly queue: QueueFacts;
  /** What the reader chose to see instead; without it the home shows what is usual. */
  readonly chosen?: ChatsFacts;
  /** What the filter's controls are drawn from; without it there are none. */
  readonly filter?: ChatFilter;
}

const switches: readonly { readonly presence: Presence; readonly label: string }[] = [
  { presence: 'online', label: 'Go online' },
  { presence: 'away', label: 'Away' },
  { presence: 'offline', label: 'Go offline' },
];

function presenceParts(agent: AgentFacts): Part[] {
  const controls = switches
    .filter((choice) => choice.presence !== agent.presence)
    .map(
      (choice): Button => ({
        kind: 'button',
        label: choice.label,
        ask: { word: choice.presence },
        ...(choice.presence === 'online' ? { style: 'primary' as const } : {}),
      }),
    );
  return [
    textPart(
      `You are ${presenceWord(agent.presence)} · ${agent.load} of ${countOf(agent.chatLimit, 'chat')} · ${agent.role}`,
    ),
    { kind: 'controls', controls },
  ];
}

function mineParts({ agent, mine }: HomeFacts): Part[] {
  if (mine.length > 0) return activeParts(mine);
  return [
    contextPart(
      agent.presence === 'online'
        ? 'No active chats. Claim one below, or stay online: the next one may be given to you.'
        : 'No active chats. You are not online, so none will be given to you.',
    ),
  ];
}

function waitingParts({ queue }: HomeFacts): Part[] {
  if (queue.rows.length > 0) return queueParts(queue);
  return [
    contextPart('🌿 Nobody is waiting. Customers who ask for a person appear here, the longest wait first.'),
  ];
}

/** `Waiting (4)`, and what is kept for later beside them. */
function waitingTitle({ counts }: QueueFacts): string {
  const kept = keptWords(counts);
  return `Waiting (${numberOf(counts.waiting)})${kept === '' ? '' : ` · ${kept}`}`;
}

function usualParts(facts: HomeFacts): Part[] {
  return [
    { kind: 'heading', text: `Active (${facts.mine.length})` },
    ...mineParts(facts),
    { kind: 'divider' },
    { kind: 'heading', text: waitingTitle(facts.queue) },
    ...waitingParts(facts),
  ];
}

/** Draws the page of one agent. */
export function homeCard(facts: HomeFacts): Card {
  const { chosen, filter } = facts;
  return {
    fallback: 'Your live chats',
    parts: [
      { kind: 'heading', text: 'Live chats' },
      ...presenceParts(facts.agent),
      ...(filter ? filterParts(filter) : []),
      { kind: 'divider' },
      ...(chosen
        ? [
            { kind: 'heading' as const, text: filterWords(chosen.filter, chosen.choices) },
            ...foundParts(chosen),
          ]
        : usualParts(facts)),
      { kind: 'ways', from: 'home' },
    ],
  };
}

/** What someone sees who is not an agent: the home is never empty. */
export function strangerHomeCard(): Card {
  return {
    fallback: 'Live chats',
    parts: [
      { kind: 'heading', text: 'Live chats' },
      textPart(
        'You are not an agent here yet. Ask an admin of your live chats to add you; this page then shows your chats and the queue.',
      ),
    ],
  };
}
