// Outside assistants that answer later: finds their chatbot, stores their answer under the epoch it was asked in.

import type { AssistantEars } from '../assistant/assistant.js';
import { Refusal } from '../core/errors.js';
import { findChatbot, findChatbotsByKey } from '../store/chatbots.js';
import { findConversationById } from '../store/conversations.js';
import type { Routing } from './routing.js';
import { answer } from './verbs/answer.js';

/** Creates the ears of assistants that call in. */
export function createAssistantEars(routing: Routing): AssistantEars {
  return {
    async findChatbot(key) {
      const [chatbot] = await findChatbotsByKey(routing.store, key);
      return chatbot ?? null;
    },
    async hear(late) {
      const conversation = await findConversationById(routing.store, late.conversationId);
      // Another chatbot's conversation is as unknown as none at all.
      if (conversation?.chatbotId !== late.chatbotId) throw new Refusal('unknown-conversation');
      const { organizationId, id } = conversation;
      const chatbot = await findChatbot(routing.store, { organizationId, id: late.chatbotId });
      if (!chatbot) throw new Refusal('unknown-conversation');
      const { epoch, answer: said, idempotencyKey } = late;
      const outcome = await answer(routing, {
        organizationId,
        id,
        chatbot,
        epoch,
        dueSequence: null,
        answer: said,
        idempotencyKey,
      });
      if (outcome === 'overtaken') throw new Refusal('epoch');
    },
  };
}
