// The assistant's answer is stored, if the conversation still is where it was when the assistant was asked.

import type { Answer } from '../../assistant/assistant.js';
import type { Actor } from '../../core/actor.js';
import type { Chatbot } from '../../core/chatbot.js';
import { isAnswered } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { lockConversation } from '../../store/conversations.js';
import { findMessageByExternalId } from '../../store/messages.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { requestLocked } from './request-human.js';

export interface AnswerInput extends Scoped<ConversationId> {
  readonly chatbot: Chatbot;
  /** The epoch the assistant was asked under. */
  readonly epoch: number;
  /** The customer line it answers; null for late answers, which no longer owe one. */
  readonly dueSequence: number | null;
  readonly answer: Answer;
  /** Whether the house says that it hands over; otherwise only where the assistant said nothing of it. */
  readonly announce?: boolean;
  /** For late answers that may arrive twice. */
  readonly idempotencyKey?: string | null;
}

export type AnswerOutcome = 'stored' | 'overtaken' | 'duplicate';

/**
 * Stores an answer under its epoch: `overtaken` when people took over or the customer wrote on meanwhile, and
 * then nothing is stored at all (design §3.5). Counts failed answers and asks for a person where policy says so.
 */
export async function answer(routing: Routing, input: AnswerInput): Promise<AnswerOutcome> {
  return routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, input);
    if (!conversation || !isAnswered(conversation) || conversation.epoch !== input.epoch) return 'overtaken';
    const due = (conversation as unknown as { answerDueSequence: number | null }).answerDueSequence;
    if (input.dueSequence !== null && due !== input.dueSequence) return 'overtaken';
    const key = input.idempotencyKey ?? null;
    if (
      key &&
      (await findMessageByExternalId(
        tx,
        conversation.organizationId,
        conversation.channelId,
        `answer:${key}`,
      ))
    )
      return 'duplicate';

    const writing = await beginWriting(tx, conversation);
    const actor: Actor = { kind: 'assistant', chatbotId: input.chatbot.id };
    for (const [index, said] of input.answer.messages.entries()) {
      const externalId = key ? `answer:${key}${index === 0 ? '' : `:${index}`}` : null;
      const { text, markup, options = [] } = said;
      const details = options.length > 0 ? { options } : {};
      const stored = await writing.message({ author: 'assistant', text, markup, details, externalId }, actor);
      await writing.deliver('customer', { kind: 'message', messageId: stored.id });
      await writing.deliver('thread', { kind: 'message', messageId: stored.id });
    }
    const failedAnswers = input.answer.failed ? conversation.failedAnswers + 1 : 0;
    writing.change({ failedAnswers, answerDueAt: null, answerDueSequence: null });

    const reason = askedFor(input, failedAnswers);
    if (reason !== null && input.chatbot.humanSupport && conversation.status === 'ai') {
      await requestLocked(tx, writing, {
        actor,
        reason,
        announce: input.announce ?? saysNothingOfIt(input.answer),
      });
      return 'stored';
    }
    await writing.finish();
    return 'stored';
  });
}

function saysNothingOfIt({ messages, requestHuman }: Answer): boolean {
  return messages.length === 0 || requestHuman === null;
}

function askedFor(input: AnswerInput, failedAnswers: number): string | null {
  if (input.answer.requestHuman) return input.answer.requestHuman.reason;
  const limit = input.chatbot.handOff.failedAnswers;
  return limit > 0 && failedAnswers >= limit ? `${failedAnswers} failed answers` : null;
}

/** Marks the present line as answered without an answer: the assistant will call in later. */
export async function awaitLateAnswer(
  routing: Routing,
  input: Scoped<ConversationId> & { readonly dueSequence: number },
): Promise<void> {
  await routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, input);
    if (!conversation) throw new Refusal('unknown-conversation');
    const due = (conversation as unknown as { answerDueSequence: number | null }).answerDueSequence;
    if (due !== input.dueSequence) return;
    const writing = await beginWriting(tx, conversation);
    writing.change({ answerDueAt: null, answerDueSequence: null });
    await writing.finish();
  });
}
