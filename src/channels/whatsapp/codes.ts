// WhatsApp's codes: for each the class that decides what we do, and words that tell an agent what to do.

import type { FailureClass } from '../../core/errors.js';

/** What a code means: what happened, why, what to do; `{said}` is the platform's own detail. */
export interface CodeMeaning {
  readonly class: FailureClass;
  readonly sentence: string;
}

interface CodeRow extends CodeMeaning {
  readonly codes: readonly number[];
}

const rows: readonly CodeRow[] = [
  {
    codes: [131047, 470],
    class: 'window',
    sentence:
      'More than 24 hours have passed since the customer last wrote, so WhatsApp takes nothing but templates. Send a template; what you write reaches the customer once they have answered.',
  },
  {
    codes: [131026],
    class: 'recipient',
    sentence:
      'WhatsApp cannot deliver to this customer: they may not use WhatsApp any more, have an old version, or have blocked us. Use another way to reach them.',
  },
  {
    codes: [131021],
    class: 'recipient',
    sentence: 'This customer’s number is our own, and WhatsApp does not let a number write to itself.',
  },
  {
    codes: [131030],
    class: 'recipient',
    sentence:
      'This number is a test number and may write only to numbers on its list. An admin has to add the customer’s number to the list in the app’s WhatsApp settings.',
  },
  {
    codes: [131050],
    class: 'recipient',
    sentence:
      'This customer does not want marketing messages from us on WhatsApp. Answer once they write again.',
  },
  {
    codes: [33],
    class: 'recipient',
    sentence: 'WhatsApp does not know this customer’s number (any more). Use another way to reach them.',
  },
  {
    // The platform calls it a limit of the business; it holds for customers of that country only, so the door stays open.
    codes: [130497],
    class: 'recipient',
    sentence:
      'WhatsApp does not let this business write to customers in this country. Use another way to reach them.',
  },
  {
    codes: [131051],
    class: 'content',
    sentence: 'WhatsApp does not take this kind of message. Send it as text or as a file.',
  },
  {
    codes: [131052, 131053],
    class: 'content',
    sentence:
      'WhatsApp could not take the file: it may be damaged, too large, or of a format it does not know. Send it in another format, or as a link.',
  },
  {
    codes: [131062],
    class: 'content',
    sentence:
      'This kind of template cannot go to customers whose number WhatsApp keeps to itself. Choose another template.',
  },
  {
    codes: [132000, 132012, 132018],
    class: 'content',
    sentence: 'The values given do not fit this template: {said} Choose it again and fill in each value.',
  },
  {
    codes: [132001],
    class: 'content',
    sentence:
      'WhatsApp has no such approved template in this language. Choose another one; templates that were just changed take a while.',
  },
  {
    codes: [132005],
    class: 'content',
    sentence: 'With these values the template’s text becomes too long. Use shorter ones.',
  },
  {
    codes: [132007, 132015, 132016],
    class: 'content',
    sentence:
      'WhatsApp has paused or disabled this template because of its quality or its rules. Choose another one, and tell an admin.',
  },
  {
    codes: [132068, 132069],
    class: 'content',
    sentence: 'The form of this template is blocked for now. Choose another template, and tell an admin.',
  },
  {
    codes: [130472, 131049, 131063, 131064],
    class: 'content',
    sentence:
      'WhatsApp did not deliver this marketing message, to spare the customer: they got many of late. Wait a day before another, or wait until they write.',
  },
  {
    codes: [100, 131008, 131009, 135000],
    class: 'content',
    sentence: 'WhatsApp refused this message: {said} Change it, and send it again.',
  },
  {
    codes: [0, 190],
    class: 'auth',
    sentence:
      'Our access to WhatsApp no longer works: the token expired or was withdrawn. An admin has to renew it.',
  },
  {
    codes: [3, 10, 131005],
    class: 'auth',
    sentence:
      'Our app may not send for this number: it lacks a permission. An admin has to grant it (whatsapp_business_messaging).',
  },
  {
    codes: [131045, 133010],
    class: 'auth',
    sentence:
      'This number is not registered for sending with WhatsApp. An admin has to register it in the WhatsApp Manager.',
  },
  {
    codes: [131037],
    class: 'auth',
    sentence:
      'WhatsApp has not approved the number’s display name yet. An admin finds out why in the WhatsApp Manager.',
  },
  {
    codes: [131042],
    class: 'auth',
    sentence:
      'WhatsApp refuses to send because of a problem with payment. An admin has to look at the payment method in the WhatsApp Manager.',
  },
  {
    codes: [368, 131031],
    class: 'policy',
    sentence:
      'WhatsApp has blocked this account for breaking its rules. An admin finds the reason, and how to appeal, in the WhatsApp Manager.',
  },
  {
    codes: [131048],
    class: 'policy',
    sentence:
      'WhatsApp limits this number for some hours, because many customers blocked it or reported spam. An admin sees its quality in the WhatsApp Manager.',
  },
  {
    codes: [131056],
    class: 'retry',
    sentence:
      'Too many messages went to this customer in a short time; WhatsApp asks us to wait. Retry later.',
  },
  {
    codes: [4, 80007, 130429],
    class: 'retry',
    sentence: 'More is being sent than WhatsApp allows at once; it asks us to wait. Retry in a while.',
  },
  {
    codes: [1, 2, 131000, 131016, 131057, 133004],
    class: 'retry',
    sentence: 'WhatsApp has a problem of its own or is being maintained. Retry in a while.',
  },
];

const meanings: ReadonlyMap<number, CodeMeaning> = new Map(
  rows.flatMap((row) => row.codes.map((code): [number, CodeMeaning] => [code, row])),
);

/** What a code means; null when nobody told us. */
export function findMeaning(code: number): CodeMeaning | null {
  // A whole range is about permissions, whichever one is missing.
  const looked = code >= 200 && code <= 299 ? 10 : code;
  return meanings.get(looked) ?? null;
}
