// What Messenger's and Instagram's refusals have in common: one table from codes to failures an agent understands.

import { Failure, type FailureClass } from '../../core/errors.js';
import { GraphError } from './graph-error.js';

/** A row: the first that fits speaks. Without `codes` or `subcodes` any fit; `words` look at what was said. */
export interface FailureRule {
  readonly codes?: readonly number[];
  readonly subcodes?: readonly number[];
  readonly words?: RegExp;
  /** The attempt from which on the row holds; before it, later rows do. */
  readonly fromAttempt?: number;
  readonly class: FailureClass;
  /** What happened, why, and what to do; `{platform}` and `{said}` are filled in. */
  readonly sentence: string;
}

/** What both platforms say after the reply window's end, today and formerly. */
export const windowSubcodes: readonly number[] = [2018278, 2018065, 2534022];

const windowWords = {
  class: 'window',
  sentence:
    '{platform} did not take this: too much time has passed since the customer last wrote (24 hours, 7 days for agents). It can be sent once the customer writes again.',
} as const;
const windowClosed: readonly FailureRule[] = [
  { subcodes: windowSubcodes, ...windowWords },
  // Without its subcode it must not pass for a missing permission, which would pause the account for everyone.
  { codes: [10], words: /outside (of )?(the )?(allowed|messaging) window/i, ...windowWords },
];

const otherHasIt = {
  // One customer's matter, and the same words go out once the thread is back: not `content`, which has to be changed.
  class: 'recipient',
  sentence:
    'Another application has this conversation on {platform}, such as the inbox of the Page. End it there, then retry.',
} as const;
const threadTaken: readonly FailureRule[] = [
  { subcodes: [2018300], ...otherHasIt },
  {
    codes: [10, 100],
    words: /thread (owner|control)|controlling this thread|owner of (the|this) thread/i,
    ...otherHasIt,
  },
];

/** Tells whether a send was refused because another application answers this customer. */
export function isThreadTaken(error: GraphError): boolean {
  return threadTaken.some((rule) => fits(rule, error, 1));
}

const shared: readonly FailureRule[] = [
  ...windowClosed,
  {
    codes: [10, 100, 200],
    words: /human.?agent/i,
    class: 'window',
    sentence:
      'The customer last wrote more than 24 hours ago, and {platform} does not let this app write later: it lacks the “Human Agent” feature, which an admin can ask for in the app’s review. It can be sent once the customer writes again.',
  },
  ...threadTaken,
  {
    codes: [551],
    class: 'recipient',
    sentence:
      '{platform} cannot reach this customer: they may have blocked the account or closed theirs. Use another way to reach them.',
  },
  {
    codes: [200],
    words: /isn.?t receiving|not receiving|not available/i,
    class: 'recipient',
    sentence: 'This customer does not receive messages on {platform} now. Use another way to reach them.',
  },
  {
    codes: [2],
    fromAttempt: 3,
    class: 'recipient',
    sentence:
      '{platform} failed three times without a reason; that often means that the customer blocked the account. Retry later, or use another way to reach them.',
  },
  {
    codes: [368],
    class: 'policy',
    sentence:
      '{platform} has limited this account for a while because of its rules. An admin finds the reason in the account’s quality or support page; retry once it is lifted.',
  },
  {
    codes: [100],
    // One message's matter: the account itself may go on.
    words: /\btag\b/i,
    class: 'window',
    sentence:
      '{platform} refused the message’s tag: {said} It can be sent once the customer writes again; tell an admin.',
  },
  {
    codes: [190, 102],
    class: 'auth',
    sentence:
      'Our access to {platform} no longer works: the token expired or was withdrawn. An admin has to renew it; what waits is sent then.',
  },
  {
    codes: [3, 10, 200],
    class: 'auth',
    sentence:
      'Our app may not send on {platform}: it lacks a permission. An admin has to grant it; what waits is sent then. {platform} said: {said}',
  },
  {
    codes: [1, 2, 4, 17, 32, 341, 613, 1200],
    class: 'retry',
    sentence: '{platform} is busy or asks us to slow down. It is tried again by itself.',
  },
];

const unknownRule: FailureRule = {
  class: 'content',
  sentence: '{platform} refused this message: {said} Change it, or reach the customer another way.',
};
const passingRule: FailureRule = {
  class: 'retry',
  sentence: '{platform} could not be reached or failed. It is tried again by itself.',
};

/**
 * The failure of one platform's refusal; its own `rules` speak before the shared ones. What is no refusal of the
 * platform's (a Failure, our own bug) is given back as it is.
 */
export function explainFailure(
  error: unknown,
  { platform, rules, attempt }: { platform: string; rules: readonly FailureRule[]; attempt: number },
): unknown {
  if (!(error instanceof GraphError)) return error;
  const rule =
    [...rules, ...shared].find((one) => fits(one, error, attempt)) ??
    (mayPass(error) ? passingRule : unknownRule);
  const code = [error.code, error.subcode].filter((one) => one !== null).join('/');
  const waits = rule.class === 'retry' && error.code !== 2 && error.retryAfterMs !== null;
  return new Failure(
    rule.sentence.replaceAll('{platform}', platform).replaceAll('{said}', () => saidBy(error)),
    {
      class: rule.class,
      code: code || (error.status === 0 ? error.kind : String(error.status)),
      ...(waits && error.retryAfterMs !== null ? { retryAfterMs: error.retryAfterMs } : {}),
      ambiguous: error.ambiguous,
    },
    { cause: error },
  );
}

function mayPass({ transient, ambiguous, status }: GraphError): boolean {
  return transient || ambiguous || status >= 500 || status === 429 || status === 408;
}

function fits(rule: FailureRule, error: GraphError, attempt: number): boolean {
  if (rule.codes && (error.code === null || !rule.codes.includes(error.code))) return false;
  if (rule.subcodes && (error.subcode === null || !rule.subcodes.includes(error.subcode))) return false;
  if (rule.words && !rule.words.test(`${error.sentence} ${error.details ?? ''}`)) return false;
  return attempt >= (rule.fromAttempt ?? 1);
}

/** The platform's own words as one sentence, cut where they go on. */
function saidBy(error: GraphError): string {
  const said = (error.details || error.sentence).replace(/\s+/g, ' ').trim();
  const short = said.length > 200 ? `${said.slice(0, 199)}…` : said;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
