// The assistant that asks any OpenAI-compatible chat-completions server, over plain HTTP.

import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import type { AssistantKind } from '../assistant.js';
import { readLimited } from '../read-limited.js';
import { describeProblem } from '../settings-problem.js';
import { createAidRequest, readAid } from './aid.js';
import { connectionFailure, rejectionFailure, timeoutFailure, unreadableFailure } from './errors.js';
import { createRequest } from './prompt.js';
import { readCompletion } from './read-completion.js';
import { addressOf, type OpenaiEnvironment, openaiSettings } from './settings.js';

export type { OpenaiEnvironment } from './settings.js';

export interface OpenaiParts {
  readonly env: OpenaiEnvironment;
  /** Tests may hand in their own. */
  readonly fetch?: typeof fetch;
}

const bodyLimitBytes = 1_000_000;

/** The kind `openai`: settings `{ model, instructions, baseUrl?, apiKey?, timeoutSeconds?, maxHistory?, temperature? }`. */
export function createOpenaiKind({ env, fetch: request = fetch }: OpenaiParts): AssistantKind {
  return {
    kind: 'openai',
    check(given) {
      const read = openaiSettings.safeParse(given);
      return read.success ? null : describeProblem(read.error);
    },
    create(chatbot) {
      const settings = openaiSettings.parse(chatbot.assistant);
      const { url, headers } = addressOf(settings, env);
      const complete = async (body: object, signal: AbortSignal): Promise<unknown> => {
        const timeout = AbortSignal.timeout(settings.timeoutSeconds * 1000);
        const init: RequestInit = {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
          redirect: 'error',
          signal: AbortSignal.any([signal, timeout]),
        };
        const { response, text } = await exchange(() => request(url, init)).catch((cause: unknown) => {
          signal.throwIfAborted();
          throw timeout.aborted ? timeoutFailure(settings.timeoutSeconds) : connectionFailure(cause);
        });
        if (response.ok) return parseJson(text);
        throw rejectionFailure(
          {
            status: response.status,
            code: readCode(text),
            retryAfter: response.headers.get('retry-after'),
          },
          new Date(),
        );
      };
      return {
        kind: 'openai',
        answer: async (ask, signal) =>
          readCompletion(await complete(createRequest(ask, settings), signal), ask.chatbot.humanSupport),
        assist: async (task, ask, signal) =>
          readAid(task, await complete(createAidRequest(task, ask, settings), signal)),
      };
    },
  };
}

async function exchange(
  send: () => Promise<Response>,
): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await send();
  const body = response.body ? Readable.fromWeb(response.body as ReadableStream<Uint8Array>) : [];
  return { response, text: (await readLimited(body, bodyLimitBytes)).toString('utf8') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadableFailure();
  }
}

const problem = z.object({
  error: z.object({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }),
});

/** The server's own code for a rejection; null when the body names none. */
function readCode(text: string): string | null {
  try {
    const { error } = problem.parse(JSON.parse(text));
    return error.code != null ? String(error.code) : (error.type ?? null);
  } catch {
    return null;
  }
}
