// Makes what an assistant is asked: a chatbot, a conversation so far, a customer's line.

import type { Ask, HistoryLine } from '../../src/assistant/assistant.js';
import { type Chatbot, defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import type { ChatbotId, ConversationId, OrganizationId } from '../../src/core/id.js';

/** A chatbot with these assistant settings. */
export function createTestChatbot(assistant: Chatbot['assistant'], more: Partial<Chatbot> = {}): Chatbot {
  return {
    organizationId: '0190a000-0000-7000-8000-000000000001' as OrganizationId,
    id: '0190a000-0000-7000-8000-000000000002' as ChatbotId,
    key: 'acme',
    name: 'Acme Support',
    pictureUrl: null,
    humanSupport: true,
    assistant,
    desk: null,
    routing: defaultRouting,
    handOff: defaultHandOff,
    hours: null,
    categories: [],
    requiredToClose: [],
    asksRating: false,
    boardRef: null,
    ...more,
  };
}

/** History lines from pairs of author and text, a minute apart. */
export function createHistory(
  ...lines: readonly (readonly [HistoryLine['author'], string])[]
): HistoryLine[] {
  const names = {
    contact: 'Maya',
    agent: 'Kim',
    assistant: 'Acme Support',
    system: 'Baton',
    colleague: 'Facebook',
  };
  return lines.map(([author, text], index) => ({
    author,
    name: names[author],
    text,
    at: new Date(Date.UTC(2026, 10, 22, 9, index)),
  }));
}

/** An ask whose last line is the customer's. */
export function createAsk(chatbot: Chatbot, history: readonly HistoryLine[]): Ask {
  return {
    chatbot,
    conversationId: '0190a000-0000-7000-8000-000000000003' as ConversationId,
    reference: 1042,
    epoch: 3,
    contact: { name: 'Maya', locale: 'en', verified: false },
    history,
  };
}

/** An ask with one customer line. */
export function createQuestionAsk(chatbot: Chatbot, text: string): Ask {
  return createAsk(chatbot, createHistory(['contact', text]));
}
