// The contract between the playground's phones and the stand-in: routes, shapes and stream events.
import type { ActiveMetaFault, MetaFault } from './fault-rules.js';
import type { Card, MetaChannel, PhoneLine, Place } from './phone-line.js';

export type { ActiveMetaFault, MetaFault } from './fault-rules.js';
export type { Card, Choice, LineMedia, MetaChannel, PhoneLine, Place } from './phone-line.js';

/**
 * Where the phones' API is mounted. Answers are `{ ok: true, … }` or `{ ok: false, error, text }` with HTTP 4xx.
 *
 * | route | in | out |
 * |---|---|---|
 * | GET  /state                |                  | `PhonesAnswer` |
 * | GET  /lines?customer=C     |                  | `LinesAnswer`, oldest first |
 * | GET  /stream               |                  | server-sent events, each `data:` is one `PhoneEvent` |
 * | POST /gesture              | `PhoneGesture`   | `{ ok }` once the phone has done it; webhooks follow |
 * | POST /file?customer=C&name=N&type=T&caption=… | raw bytes | `{ ok }` |
 * | POST /customers            | `NewCustomer`    | `{ ok, customer: PhoneCustomer }` |
 * | GET  /media/:id            |                  | the bytes, inline for pictures, sound and film |
 * | GET, POST /faults          | `PhoneFaultsRequest` | `PhoneFaultsAnswer` |
 * | GET  /log?after=N          |                  | the last 200 calls in and webhooks out |
 */
export const PHONES_API_PATH = '/playground/api/meta';

export interface PhoneCustomer {
  readonly id: string;
  readonly channel: MetaChannel;
  readonly name: string;
  /** The number, the user name, or the id: whatever the customer goes by. */
  readonly handle: string;
  /** The company's account they talk to. */
  readonly accountName: string;
  /** Unix milliseconds; null before the customer has written anything. */
  readonly openUntil: number | null;
  /** Until then a person may still write (Messenger, Instagram); null where there is no such extension. */
  readonly humanUntil: number | null;
  readonly typingUntil: number;
  readonly online: boolean;
  readonly tellsRead: boolean;
  readonly blocked: boolean;
  readonly standby: boolean;
}

export interface PhonesAnswer {
  readonly ok: true;
  readonly customers: readonly PhoneCustomer[];
}

export interface LinesAnswer {
  readonly ok: true;
  readonly lines: readonly PhoneLine[];
}

export type PhoneEvent =
  | { readonly type: 'hello' }
  | { readonly type: 'customer'; readonly customer: PhoneCustomer }
  | { readonly type: 'line'; readonly customer: string; readonly line: PhoneLine };

/** What the person with the phone does, or what is done around them. */
export type PhoneAct =
  | { readonly do: 'write'; readonly text: string; readonly replyTo?: string; readonly hoursAgo?: number }
  | { readonly do: 'send-photo' }
  | { readonly do: 'send-voice' }
  | { readonly do: 'send-sticker' }
  | { readonly do: 'send-place'; readonly place: Place }
  | { readonly do: 'send-card'; readonly card: Card }
  | { readonly do: 'share-post' }
  | { readonly do: 'send-story'; readonly text: string }
  | { readonly do: 'send-unsupported' }
  | { readonly do: 'press'; readonly line: string; readonly choice: string }
  | { readonly do: 'react'; readonly line: string; readonly emoji: string | null }
  | { readonly do: 'edit'; readonly line: string; readonly text: string }
  | { readonly do: 'unsend'; readonly line: string }
  | { readonly do: 'look'; readonly on: boolean }
  | { readonly do: 'connect'; readonly on: boolean }
  | { readonly do: 'tell-read'; readonly on: boolean }
  | { readonly do: 'block'; readonly on: boolean }
  | { readonly do: 'standby'; readonly on: boolean }
  | { readonly do: 'move-clock'; readonly hours: number }
  | { readonly do: 'answer-from-app'; readonly text: string };

export interface PhoneGesture {
  readonly customer: string;
  readonly act: PhoneAct;
}

export interface NewCustomer {
  readonly channel: MetaChannel;
  readonly name: string;
  /** WhatsApp: somebody with a user name and no number to see. */
  readonly hidesNumber?: boolean;
}

export interface NewCustomerAnswer {
  readonly ok: true;
  readonly customer: PhoneCustomer;
}

export interface PhoneFaultsRequest {
  readonly add?: MetaFault;
  /** An id, or `all`. */
  readonly remove?: string;
  /** Every webhook is sent twice. */
  readonly duplicate?: boolean;
}

export interface PhoneFaultsAnswer {
  readonly ok: true;
  readonly faults: readonly ActiveMetaFault[];
  readonly duplicate: boolean;
}
