// Whose agents a chatbot's chats can go to: its own, and where the house gives chats out, those of its fallbacks.

import type { Chatbot } from '../core/chatbot.js';
import { fallbackChain } from '../core/fallback.js';
import type { ChatbotId } from '../core/id.js';
import { listChatbots } from '../store/chatbots.js';
import type { Reads } from '../store/store.js';

/** The chatbot itself, then its fallbacks in the order they are asked; nobody helps where chats are claimed. */
export async function listCrews(reads: Reads, chatbot: Chatbot): Promise<ChatbotId[]> {
  const { mode, fallback } = chatbot.routing;
  if (mode !== 'auto' || fallback === null) return [chatbot.id];
  const helpers = fallbackChain(chatbot, await listChatbots(reads, chatbot.organizationId));
  return [chatbot.id, ...helpers.map(({ id }) => id)];
}
