// Asks a chat-completions server to help the agents: in short what happened, or a proposal of what to say.

import { readBrief } from '../../core/brief.js';
import type { AidFacts, AidTask, Ask } from '../assistant.js';
import { readSuggestion } from '../said.js';
import { aidRules, quoteConversation } from './aid-prompt.js';
import { readWords } from './read-completion.js';
import type { OpenaiSettings } from './settings.js';

/** The body of the request: the rules, and the whole conversation as one quoted piece of data; no tools. */
export function createAidRequest(
  task: AidTask,
  ask: Ask & { readonly facts: AidFacts },
  settings: OpenaiSettings,
): Record<string, unknown> {
  return {
    model: settings.model,
    messages: [
      { role: 'system', content: aidRules(task, settings) },
      { role: 'user', content: quoteConversation(ask, settings.maxHistory) },
    ],
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
  };
}

/** The lines a response body means; none where the model wrote nothing usable. Throws as answers do. */
export function readAid(task: AidTask, body: unknown): readonly string[] {
  const words = readWords(body);
  return task === 'brief' ? (readBrief(words.split('\n')) ?? []) : readSuggestion(words);
}
