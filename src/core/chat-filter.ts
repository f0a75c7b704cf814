// Which conversations a list shows: one's own or all one may see, by status, chatbot, channel and words. Pure.

import type { ChatbotId } from './id.js';

/** `usual` is the home as it comes: one's own active chats, and whoever waits. */
export const chatLists = ['usual', 'mine', 'pending', 'active', 'closed-today'] as const;
export type ChatList = (typeof chatLists)[number];

export interface ChatFilter {
  readonly list: ChatList;
  readonly chatbotId: ChatbotId | null;
  /** The customer's medium: web, whatsapp, instagram, messenger. */
  readonly channel: string | null;
  /** Looked for in names, addresses, references, categories and messages; null or some words. */
  readonly words: string | null;
}

export const usualFilter: ChatFilter = { list: 'usual', chatbotId: null, channel: null, words: null };

/** True for a filter that shows what the home shows without one. */
export function isUsual({ list, chatbotId, channel, words }: ChatFilter): boolean {
  return list === 'usual' && chatbotId === null && channel === null && words === null;
}

/** The most characters of what is searched for. */
export const wordsLimit = 80;

const listWords: Readonly<Record<string, ChatList>> = {
  mine: 'mine',
  my: 'mine',
  pending: 'pending',
  waiting: 'pending',
  queue: 'pending',
  active: 'active',
  closed: 'closed-today',
  'closed-today': 'closed-today',
};

/** What of the house a typed filter may name. */
export interface Nameable {
  readonly chatbots: readonly { readonly id: ChatbotId; readonly key: string; readonly name: string }[];
  readonly channels: readonly string[];
}

/**
 * Reads `active whatsapp acme refund`: a list, a channel and a chatbot's key are known by their words, in any order
 * before the first other word; the rest is what is searched for. Without a list it is all that is open: the words say
 * what is wanted.
 */
export function readChatFilter(text: string, { chatbots, channels }: Nameable): ChatFilter {
  let filter: ChatFilter = usualFilter;
  const words = text.trim().split(/\s+/u).filter(Boolean);
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    const list = listWords[word];
    const chatbot = chatbots.find((one) => one.key === word || one.name.toLowerCase() === word);
    if (list && filter.list === 'usual') filter = { ...filter, list };
    else if (channels.includes(word) && filter.channel === null) filter = { ...filter, channel: word };
    else if (chatbot && filter.chatbotId === null) filter = { ...filter, chatbotId: chatbot.id };
    else break;
  }
  return { ...filter, words: trimWords(words.slice(at).join(' ')) };
}

/** What is searched for, flat and cut; null when nothing is. */
export function trimWords(text: string): string | null {
  const flat = text.replace(/\s+/gu, ' ').trim();
  return flat === '' ? null : Array.from(flat).slice(0, wordsLimit).join('');
}
