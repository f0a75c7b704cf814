// Typed filters: which words name a list, a channel or a chatbot, and which are looked for.

import { describe, expect, it } from 'vitest';
import { isUsual, readChatFilter, trimWords, usualFilter, wordsLimit } from '../../src/core/chat-filter.js';
import type { ChatbotId } from '../../src/core/id.js';

const acme = { id: 'b1' as ChatbotId, key: 'acme', name: 'Acme' };
const named = { chatbots: [acme], channels: ['web', 'whatsapp'] };
const read = (text: string) => readChatFilter(text, named);

describe('a typed filter', () => {
  it('names a list, a channel and a chatbot in any order; the rest is looked for', () => {
    expect(read('active WhatsApp acme late parcel')).toEqual({
      list: 'active',
      channel: 'whatsapp',
      chatbotId: 'b1',
      words: 'late parcel',
    });
    expect(read('acme closed')).toEqual({ ...usualFilter, list: 'closed-today', chatbotId: 'b1' });
    expect(read('waiting')).toEqual({ ...usualFilter, list: 'pending' });
  });

  it('looks for a word that would name something after the first other word', () => {
    expect(read('refund web closed').words).toBe('refund web closed');
    expect(read('mine active')).toEqual({ ...usualFilter, list: 'mine', words: 'active' });
  });

  it('takes unknown channels and chatbots for words, and nothing for what is usual', () => {
    expect(read('instagram')).toEqual({ ...usualFilter, words: 'instagram' });
    expect(isUsual(read('   '))).toBe(true);
    expect(isUsual(read('x'))).toBe(false);
  });

  it('cuts what is looked for between whole characters', () => {
    expect(trimWords(`  a \n b `)).toBe('a b');
    expect(Array.from(trimWords('👍'.repeat(200)) ?? '')).toHaveLength(wordsLimit);
    expect(trimWords(' ')).toBeNull();
  });
});
