// Somebody answers the customer past Baton: the assistant keeps quiet from now on, and people may see why.

import { systemActor } from '../../core/actor.js';
import { findChatbot } from '../../store/chatbots.js';
import { withdrawAssistantWords } from '../../store/deliveries.js';
import type { Tx } from '../../store/store.js';
import type { Writing } from '../../store/writing.js';
import { requestLocked } from './request-human.js';

/**
 * Takes a conversation from the assistant, and finishes the writing. It waits for a person where the chatbot has
 * people. What the assistant is about to say is withdrawn, also what is stored and waits to be sent.
 */
export async function leaveAssistant(tx: Tx, writing: Writing, reason: string): Promise<void> {
  const { conversation } = writing;
  if (conversation.status === 'ai') await withdrawAssistantWords(tx, conversation);
  const chatbot = await findChatbot(tx, {
    organizationId: conversation.organizationId,
    id: conversation.chatbotId,
  });
  if (conversation.status === 'ai' && chatbot?.humanSupport) {
    await requestLocked(tx, writing, {
      actor: systemActor('platform'),
      reason,
      announce: false,
      quiet: true,
    });
    return;
  }
  if (conversation.status === 'ai')
    writing.change({ epoch: conversation.epoch + 1, answerDueAt: null, answerDueSequence: null });
  await writing.finish();
}
