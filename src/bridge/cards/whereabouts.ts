// Why a conversation is or is not in its reader's list: told with the way to see it.

import { type ChatFilter, isUsual } from '../../core/chat-filter.js';
import { placesCounted, rowsShown } from '../../core/conversation.js';
import type { AgentId } from '../../core/id.js';
import type { Button, Part } from './card.js';
import { type ChatChoices, filterWords } from './chats.js';
import type { ConversationFacts } from './facts.js';
import { contextPart, excerpt } from './prose.js';

export interface Reader {
  readonly id: AgentId;
  readonly filter: ChatFilter;
  readonly choices: ChatChoices;
  /** The desk they ask from, and the one where the conversation's thread is; null without a thread. */
  readonly desk: string;
  readonly threadDesk: string | null;
}

const deskNames: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };

/** Where the home without a filter has it; null when it has it nowhere, and why. */
function usualPlace(
  facts: ConversationFacts,
  reader: Reader,
): { readonly in: string } | { readonly not: string } {
  const { conversation, owner, waitingPosition } = facts;
  switch (conversation.status) {
    case 'closed':
      return { not: 'it is closed' };
    case 'ai':
      return { not: 'the assistant has it, and nobody waits for a person' };
    case 'pending':
      if (waitingPosition === null) return { in: 'under Waiting, behind everybody who waits now' };
      return waitingPosition > rowsShown
        ? {
            not: `${waitingPosition - 1}${waitingPosition > placesCounted ? ' or more' : ''} others wait before it, and the list shows the first ${rowsShown}`,
          }
        : { in: 'under Waiting' };
    case 'active':
      return conversation.ownerId === reader.id
        ? { in: 'under Active' }
        : { not: `${excerpt(owner?.name ?? 'a colleague', 40)} has it` };
  }
}

/** Does the filter leave it out, as far as its list, chatbot and channel tell? What it searches for may, too. */
function isFiltered({ conversation, channelKind }: ConversationFacts, { id, filter }: Reader): boolean {
  const { status, ownerId, chatbotId } = conversation;
  const fits: Record<ChatFilter['list'], boolean> = {
    usual: filter.words !== null || status === 'pending' || status === 'active',
    mine: status === 'active' && ownerId === id,
    pending: status === 'pending',
    active: status === 'active',
    'closed-today': status === 'closed',
  };
  return (
    !fits[filter.list] ||
    (filter.chatbotId !== null && filter.chatbotId !== chatbotId) ||
    (filter.channel !== null && filter.channel !== channelKind)
  );
}

/** The sentence, and a button where there is a way to see it. */
export function whereaboutsParts(facts: ConversationFacts, reader: Reader): Part[] {
  const { filter, choices } = reader;
  const parts: Part[] = [];
  const button = (label: string, args: string): Part => {
    const clear: Button = { kind: 'button', label, ask: { word: 'filter', args } };
    return { kind: 'controls', controls: [clear] };
  };
  if (isUsual(filter)) {
    const usual = usualPlace(facts, reader);
    parts.push(
      contextPart('in' in usual ? `📋 In your list, ${usual.in}.` : `📋 Not in your list: ${usual.not}.`),
    );
  } else {
    const shows = filterWords(filter, choices);
    if (isFiltered(facts, reader)) {
      parts.push(contextPart(`📋 Not in your list: it shows only ${shows}.`), button('Show all', 'clear'));
    } else if (filter.words !== null) {
      parts.push(
        contextPart(`📋 In your list if it holds the words: it shows ${shows}.`),
        button('Show all', 'clear'),
      );
    } else parts.push(contextPart(`📋 In your list, which shows ${shows}.`));
  }
  const { threadDesk, desk } = reader;
  if (threadDesk !== null && threadDesk !== desk)
    parts.push(
      contextPart(`🧵 It is answered on ${deskNames[threadDesk] ?? threadDesk}: its thread is there.`),
    );
  return parts;
}
