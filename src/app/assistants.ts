// Keeps each chatbot's assistant while its settings stay the same.

import type { Assistant, AssistantKind } from '../assistant/assistant.js';
import { findAssistantKind } from '../assistant/registry.js';
import type { Chatbot } from '../core/chatbot.js';
import { Failure } from '../core/errors.js';

/** Finds or makes the assistant of a chatbot. Throws Failure when its kind is unknown or its settings do not work. */
export function createAssistants(kinds: readonly AssistantKind[]): (chatbot: Chatbot) => Assistant {
  const made = new Map<string, { readonly settings: string; readonly assistant: Assistant }>();
  return (chatbot) => {
    const settings = JSON.stringify(chatbot.assistant);
    const known = made.get(chatbot.id);
    if (known?.settings === settings) return known.assistant;
    const kind = findAssistantKind(kinds, chatbot.assistant.kind);
    if (!kind) {
      throw new Failure(`There is no assistant of kind ${chatbot.assistant.kind}.`, {
        class: 'content',
        code: 'no-kind',
      });
    }
    const assistant = kind.create(chatbot);
    made.set(chatbot.id, { settings, assistant });
    return assistant;
  };
}
