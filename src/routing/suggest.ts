// Proposes to an agent what to say next: asks the assistant, keeps the text; sending it is the agent's own doing.

import type { Assistant } from '../assistant/assistant.js';
import type { Agent } from '../core/agent.js';
import type { Chatbot } from '../core/chatbot.js';
import { type Conversation, mayReply } from '../core/conversation.js';
import { Failure, Refusal } from '../core/errors.js';
import { findSuggestion, insertSuggestion, type Suggestion } from '../store/suggestions.js';
import type { Routing } from './routing.js';
import { passGate } from './verbs/gate.js';
import { readQuestion } from './work/question.js';

export interface SuggestInput {
  readonly agent: Agent;
  readonly conversation: Conversation;
  /** The id of a suggestion that was not wanted. */
  readonly insteadOf: string | null;
}

export interface Suggester {
  /** True where the chatbot's assistant can propose replies. */
  can(chatbot: Chatbot): boolean;
  /** Asks for a suggestion. Throws Refusal `no-suggestion`, `not-owner`, `closed`, `epoch`. */
  suggest(input: SuggestInput): Promise<Suggestion>;
}

/** An agent waits for it: what takes longer is typed sooner. */
const patienceMs = 25_000;

/** Creates what proposes replies; `assistantOf` may throw Failure. */
export function createSuggester(routing: Routing, assistantOf: (chatbot: Chatbot) => Assistant): Suggester {
  return {
    can: (chatbot) => {
      try {
        return assistantOf(chatbot).assist !== undefined;
      } catch {
        // Settings that do not work are told where the assistant is asked, not where a button is drawn.
        return false;
      }
    },
    async suggest(input) {
      const { agent, conversation } = input;
      const text = await askFor(routing, assistantOf, input);
      const made = {
        organizationId: conversation.organizationId,
        conversationId: conversation.id,
        agentId: agent.id,
        text,
      };
      return routing.store.transaction(async (tx) => {
        const gate = await passGate(tx, { agent, conversationId: conversation.id });
        mayReply({ conversation: gate.conversation, agent: gate.agent, ownerName: gate.owner?.name ?? null });
        return { ...made, id: await insertSuggestion(tx, made) };
      });
    },
  };
}

async function askFor(
  { store, log }: Routing,
  assistantOf: (chatbot: Chatbot) => Assistant,
  { agent, conversation, insteadOf }: SuggestInput,
): Promise<string> {
  const { organizationId, id: conversationId } = conversation;
  const question = await readQuestion(store, conversation);
  if (!question) throw new Refusal('unknown-conversation');
  const earlier =
    insteadOf === null
      ? null
      : await findSuggestion(store, insteadOf, { organizationId, conversationId, agentId: agent.id });
  const facts = {
    agentName: agent.name,
    category: conversation.category,
    requestReason: conversation.requestReason,
    instead: earlier?.text ?? null,
  };
  const patient = AbortSignal.timeout(patienceMs);
  try {
    const assistant = assistantOf(question.chatbot);
    if (!assistant.assist) throw new Refusal('no-suggestion', { why: 'this chatbot has no AI that could' });
    const [text] = await assistant.assist('suggest', { ...question.ask, facts }, patient);
    if (text?.trim()) return text.trim();
    throw new Refusal('no-suggestion', { why: 'the assistant had nothing to say' });
  } catch (error) {
    if (!(error instanceof Failure) && !patient.aborted) throw error;
    const code = error instanceof Failure ? error.code : 'timeout';
    log.debug({ conversationId, code }, 'the assistant made no suggestion');
    throw new Refusal('no-suggestion', { why: 'the assistant could not be asked just now' });
  }
}
