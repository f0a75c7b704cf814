// Sends that are refused for a reason we can remove: each cure is tried once, what nothing cures is thrown.

import { GraphError } from './graph-error.js';

/** Changes what is asked so that it may be taken, or resolves null when this error is not its business. */
export type Cure<Request> = (error: GraphError, request: Request) => Promise<Request | null>;

/**
 * Posts; after a refusal the first cure that has an answer changes the request, and it is posted again. What may have
 * arrived is never posted again. Throws the error that nothing cured.
 */
export async function postWithCures<Request, Answer>(
  request: Request,
  post: (request: Request) => Promise<Answer>,
  cures: readonly Cure<Request>[],
): Promise<Answer> {
  try {
    return await post(request);
  } catch (error) {
    if (!(error instanceof GraphError) || error.ambiguous) throw error;
    for (const cure of cures) {
      const changed = await cure(error, request);
      if (changed === null) continue;
      return postWithCures(
        changed,
        post,
        cures.filter((one) => one !== cure),
      );
    }
    throw error;
  }
}

/** Quoting is a courtesy: when the platform refuses the parameters, the words go without their quote. */
export async function withoutQuote<Request extends { readonly replyTo: string | null }>(
  error: GraphError,
  request: Request,
): Promise<Request | null> {
  return error.code === 100 && request.replyTo !== null ? { ...request, replyTo: null } : null;
}
