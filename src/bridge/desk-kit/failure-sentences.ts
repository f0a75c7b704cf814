// What agents read about a failure of their desk that has no sentence of its own.

import type { FailureClass } from '../../core/errors.js';

/** Sentences by what the caller does next; `desk` as people call it. */
export function failureSentences(desk: string): Record<FailureClass, (code: string) => string> {
  return {
    retry: () => `${desk} cannot be reached at the moment.`,
    window: (code) => `${desk} refused it (${code}).`,
    recipient: (code) => `${desk} does not find where this should go (${code}).`,
    content: (code) => `${desk} refused the content (${code}).`,
    auth: (code) => `${desk} does not let Baton in (${code}).`,
    policy: (code) => `${desk} does not allow this here (${code}).`,
  };
}
