// The one place where WhatsApp's refusals, at once or in a later status, become the house's failures.

import { Failure, type FailureClass } from '../../core/errors.js';
import { GraphError } from '../meta/graph-error.js';
import { type CodeMeaning, findMeaning } from './codes.js';

const unknownMeaning: CodeMeaning = {
  class: 'content',
  sentence: 'WhatsApp refused this message: {said} Change it, or reach the customer another way.',
};
const passingMeaning: CodeMeaning = {
  class: 'retry',
  sentence: 'WhatsApp could not be reached or did not answer. Retry in a while.',
};
const longestPairWaitMs = 3_600_000;
const spamPauseMs = 2 * 3_600_000;

/** What an agent reads about a code of WhatsApp's, as it comes with a failed status. */
export function describeCode(
  code: number,
  detail?: string,
): { readonly class: FailureClass; readonly code: string; readonly sentence: string } {
  const meaning = findMeaning(code) ?? unknownMeaning;
  return { class: meaning.class, code: String(code), sentence: fillIn(meaning, detail) };
}

/**
 * The Failure for a call that WhatsApp refused; `attempt` counts from 1. What is no refusal of the platform's (a
 * Failure, our own bug) is given back as it is.
 */
export function explainWhatsAppError(error: unknown, attempt = 1): unknown {
  if (!(error instanceof GraphError)) return error;
  const known = error.code === null ? null : findMeaning(error.code);
  const meaning = known ?? (isPassing(error) ? passingMeaning : unknownMeaning);
  const retryAfterMs = waitFor(error, attempt, meaning.class);
  return new Failure(
    fillIn(meaning, error.details ?? error.sentence),
    {
      class: meaning.class,
      code:
        error.code === null ? (error.status === 0 ? error.kind : String(error.status)) : String(error.code),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
      ambiguous: error.ambiguous,
    },
    { cause: error },
  );
}

/** No answer at all, or one that says that it passes. */
function isPassing({ transient, ambiguous, status }: GraphError): boolean {
  return transient || ambiguous || status >= 500 || status === 429 || status === 408;
}

/** For how long WhatsApp wants to be left alone; null when our own pace decides. */
function waitFor({ code, retryAfterMs }: GraphError, attempt: number, kind: FailureClass): number | null {
  if (code === 131056) return Math.min(1000 * 4 ** Math.max(1, attempt), longestPairWaitMs);
  if (code === 131048) return spamPauseMs;
  return kind === 'retry' ? retryAfterMs : null;
}

function fillIn({ sentence }: CodeMeaning, detail: string | undefined): string {
  const said = (detail ?? '').replace(/\s+/g, ' ').trim() || 'it did not say why';
  const short = said.length > 200 ? `${said.slice(0, 199)}…` : said;
  return sentence.replace('{said}', () => (/[.!?…]$/.test(short) ? short : `${short}.`));
}
