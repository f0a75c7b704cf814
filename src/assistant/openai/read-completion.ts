// Reads a chat completion: words, a request for a human, or nothing usable.

import { z } from 'zod';
import type { Answer } from '../assistant.js';
import { sayCommonmark } from '../said.js';
import { policyFailure, unreadableFailure } from './errors.js';
import { requestHumanTool } from './prompt.js';

const part = z.object({ type: z.string(), text: z.string().optional() });

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.union([z.string(), z.array(part)]).nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                function: z.object({ name: z.string(), arguments: z.string().nullish() }).optional(),
              }),
            )
            .nullish(),
        }),
      }),
    )
    .min(1),
});

const reasonLimit = 200;

/** The words of a completion whatever else it holds. Throws as `readCompletion` does. */
export function readWords(body: unknown): string {
  const { words } = readChoice(body);
  return words;
}

function readChoice(body: unknown) {
  const read = completion.safeParse(body);
  const choice = read.data?.choices[0];
  if (!choice) throw unreadableFailure();
  if (choice.finish_reason === 'content_filter') throw policyFailure('content_filter');
  const { content, refusal, tool_calls: calls } = choice.message;
  const words = typeof content === 'string' ? content : (content ?? []).map((one) => one.text ?? '').join('');
  return { words, refusal, calls };
}

/**
 * The answer a response body means. Tools other than `request_human` are ignored, and that one too where
 * nobody can join. Throws Failure `policy` for filtered content, `retry` for a body that is no completion.
 */
export function readCompletion(body: unknown, humanSupport: boolean): Answer {
  const { words, refusal, calls } = readChoice(body);
  const messages = sayCommonmark(words || (refusal ?? ''));
  const call = humanSupport
    ? calls?.find((one) => one.function?.name === requestHumanTool.function.name)
    : undefined;
  const requestHuman = call ? { reason: readReason(call.function?.arguments) } : null;
  const refused = !words && Boolean(refusal);
  return {
    messages,
    requestHuman,
    failed: requestHuman === null && (messages.length === 0 || refused),
    deferred: false,
  };
}

function readReason(json: string | null | undefined): string {
  try {
    const reason: unknown = z.object({ reason: z.string() }).parse(JSON.parse(json ?? '')).reason;
    const line = String(reason).replace(/\s+/g, ' ').trim().slice(0, reasonLimit);
    if (line !== '') return line;
  } catch {
    // Models send broken arguments now and then; the request itself still counts.
  }
  return 'The assistant asked for a person';
}
