// The one table from Instagram's own codes to the house's failures; what it shares with Messenger lies in meta.

import { explainFailure, type FailureRule } from '../meta/page-failures.js';

export const platform = 'Instagram';

const rules: readonly FailureRule[] = [
  {
    subcodes: [2534014, 2018001],
    class: 'recipient',
    sentence: 'Instagram does not know this customer any more. Use another way to reach them.',
  },
  {
    subcodes: [2534001],
    class: 'recipient',
    sentence:
      'This conversation was deleted on Instagram. It goes on once the customer writes again; until then use another way to reach them.',
  },
  {
    codes: [230],
    class: 'recipient',
    sentence:
      'Instagram wants the customer to agree first: they have to answer, or to accept the message request.',
  },
  {
    subcodes: [1545133],
    class: 'retry',
    sentence: 'Instagram is busy or asks us to slow down. It is tried again by itself.',
  },
  {
    codes: [1545133],
    class: 'retry',
    sentence: 'Instagram is busy or asks us to slow down. It is tried again by itself.',
  },
  {
    subcodes: [2018047, 2018008, 2018109],
    class: 'content',
    sentence:
      'Instagram could not take the file. It has to reach Baton’s public address to fetch it, and knows few kinds of files: send it in another format, or as a link.',
  },
  {
    subcodes: [2018034],
    class: 'content',
    sentence: 'Instagram found nothing in this message. Write it anew.',
  },
];

/** What an agent reads when Instagram refused the given attempt (from 1); anything else is given back as it is. */
export function explainInstagramError(error: unknown, attempt = 1): unknown {
  return explainFailure(error, { platform, rules, attempt });
}
