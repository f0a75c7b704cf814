// Actors: whoever makes something happen to a conversation, as events record them.

import type { AgentId, ChatbotId, ContactId } from './id.js';

export type Actor =
  | { readonly kind: 'contact'; readonly contactId: ContactId }
  | { readonly kind: 'agent'; readonly agentId: AgentId; readonly name: string }
  | { readonly kind: 'assistant'; readonly chatbotId: ChatbotId }
  | { readonly kind: 'system'; readonly cause: string };

/** The system acting for a stated cause, such as `sweep` or `apply`. */
export function systemActor(cause: string): Actor {
  return { kind: 'system', cause };
}
