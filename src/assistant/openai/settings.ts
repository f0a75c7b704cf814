// The settings of a chat-completions assistant, and where it finds its server and key.

import { z } from 'zod';

/** What the deployment offers every chatbot that does not name its own. */
export interface OpenaiEnvironment {
  readonly OPENAI_API_KEY?: string | undefined;
  readonly OPENAI_BASE_URL?: string | undefined;
}

export const openaiSettings = z.strictObject({
  kind: z.literal('openai'),
  model: z.string().min(1),
  instructions: z.string().min(1).max(50_000),
  /** Where `/chat/completions` is found; the deployment's, else OpenAI's. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  /** Servers of one's own may need none. */
  apiKey: z.string().min(1).optional(),
  timeoutSeconds: z.number().min(1).max(300).default(20),
  /** How many lines of the conversation the model sees. */
  maxHistory: z.int().min(1).max(500).default(30),
  temperature: z.number().min(0).max(2).optional(),
  /** The language in which agents are told in short what happened. */
  agentLanguage: z.string().trim().min(2).max(40).default('English'),
});

export type OpenaiSettings = z.infer<typeof openaiSettings>;

/** The address and the headers of every call. */
export function addressOf(
  settings: OpenaiSettings,
  env: OpenaiEnvironment,
): { readonly url: string; readonly headers: Record<string, string> } {
  const base = settings.baseUrl ?? (env.OPENAI_BASE_URL || 'https://api.openai.com/v1');
  const key = settings.apiKey ?? env.OPENAI_API_KEY;
  return {
    url: `${base.replace(/\/+$/, '')}/chat/completions`,
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
  };
}
