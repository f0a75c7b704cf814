// The kinds of assistant there are: one line per kind.

import type { AssistantKind } from './assistant.js';
import { createOpenaiKind, type OpenaiEnvironment } from './openai/index.js';
import { createScriptedKind } from './scripted/index.js';
import { createWebhookKind } from './webhook/index.js';

/** What the house hands in from outside, so that no assistant reads the environment. */
export interface AssistantOutside {
  readonly env: OpenaiEnvironment;
  readonly fetch?: typeof fetch;
}

/** Every kind of assistant, ready to check settings and to create assistants. */
export function createAssistantKinds({ env, fetch }: AssistantOutside): readonly AssistantKind[] {
  return [createScriptedKind(), createOpenaiKind({ env, ...(fetch ? { fetch } : {}) }), createWebhookKind()];
}

/** The kind of that name, or null. */
export function findAssistantKind(kinds: readonly AssistantKind[], kind: string): AssistantKind | null {
  return kinds.find((one) => one.kind === kind) ?? null;
}
