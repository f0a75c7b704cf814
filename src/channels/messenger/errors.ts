// The one table from Messenger's own codes to the house's failures; what it shares with Instagram lies in meta.

import type { GraphError } from '../meta/graph-error.js';
import { explainFailure, type FailureRule, isThreadTaken, windowSubcodes } from '../meta/page-failures.js';

export const platform = 'Messenger';

const rules: readonly FailureRule[] = [
  {
    codes: [100],
    subcodes: [2018001],
    class: 'recipient',
    sentence: 'Messenger does not know this customer any more. Use another way to reach them.',
  },
  {
    subcodes: [2018108],
    class: 'auth',
    sentence:
      'This Page may not send messages: Messenger has taken the permission from it or from our app. An admin has to look at the app’s permissions; what waits is sent then.',
  },
  {
    subcodes: [2018028],
    class: 'recipient',
    sentence:
      'Our app is still in development mode, where Messenger lets it write to testers only. An admin has to publish it; then retry.',
  },
  {
    codes: [10904],
    class: 'policy',
    sentence:
      'Messages are switched off for this Page. An admin has to switch them on in the Page’s settings; then retry.',
  },
  {
    subcodes: [2018034],
    class: 'content',
    sentence: 'Messenger found nothing in this message. Write it anew.',
  },
  {
    subcodes: [2018047, 2018008],
    class: 'content',
    sentence:
      'Messenger could not take the file. It may be damaged or of a kind it does not know: send it in another format, or as a link.',
  },
  {
    subcodes: [2018109],
    class: 'content',
    sentence: 'The file is too large for Messenger (25 MB). Send a smaller one, or a link.',
  },
  {
    codes: [2022],
    class: 'content',
    sentence: 'Messenger refused the content of this message. Write it in another way.',
  },
];

const knownSubcodes = new Set([...windowSubcodes, ...rules.flatMap((rule) => rule.subcodes ?? [])]);

/** What an agent reads when Messenger refused the given attempt (from 1); anything else is given back as it is. */
export function explainMessengerError(error: unknown, attempt = 1): unknown {
  return explainFailure(error, { platform, rules, attempt });
}

/**
 * Tells whether a send as a persona was refused for a reason that may be the persona: it says so, or the refusal is
 * of parameters or permissions and of nothing we know better.
 */
export function isPersonaRefused(error: GraphError): boolean {
  if (/persona/i.test(`${error.sentence} ${error.details ?? ''}`)) return true;
  const isOther = isThreadTaken(error) || (error.subcode !== null && knownSubcodes.has(error.subcode));
  return !isOther && error.code !== null && [3, 10, 100, 200].includes(error.code);
}
