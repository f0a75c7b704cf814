// Somebody answers the customer past Baton: the assistant keeps quiet from now on, and people may see why.

import { systemActor } from '../../core/actor.js';
import { findChatbot } from '../../store/chatbots.js';
import type { Tx } from '../../store/store.js';
import type { Writing } from '../../store/writing.js';
import { requestLocked } from './request-human.js';

/**
 * Takes a conversation from the assistant, and finishes the writing. It waits for a person where the chatbot has
 * people; where it has none, only what the assistant is about to say is withdrawn.
 */
export async function leaveAssistant(tx: Tx, writing: Writing, reason: string): Promise<void> {
  const { conversation } = writing;
  const chatbot = await findChatbot(tx, {
    organizationId: conversation.organizationId,
    id: conversation.chatbotId,
  });
  if (conversation.status === 'ai' && chatbot?.humanSupport) {
    await requestLocked(tx, writing, { actor: systemActor('platform'), reason, announce: false });
    return;
  }
  if (conversation.status === 'ai')
    writing.change({ epoch: conversation.epoch + 1, answerDueAt: null, answerDueSequence: null });
  await writing.finish();
}
