// What the stand-in keeps in memory: accounts, customers with their phones, files, personas.

import type { MediaKind, MetaChannel, PhoneLine } from './phone-line.js';

export type * from './phone-line.js';

/** A company's account: a phone number, a page, a professional account. */
export interface MetaAccount {
  readonly channel: MetaChannel;
  /** The phone number id, page id or account id: what webhooks are routed by. */
  readonly id: string;
  /** What the company's calls must carry as their bearer. */
  readonly token: string;
  readonly name: string;
  /** The number people see, on WhatsApp. */
  readonly number?: string;
}

/** A customer of one account, and everything on their phone. */
export interface Customer {
  readonly id: string;
  readonly account: MetaAccount;
  readonly name: string;
  /** Digits, no plus; null for someone who hides their number behind a username. Only on WhatsApp. */
  readonly waId: string | null;
  /** WhatsApp: the business-scoped id. Messenger, Instagram: the id for this page or account. */
  readonly scopedId: string;
  readonly username: string | null;
  readonly lines: Map<string, PhoneLine>;
  /** Unix milliseconds of the customer's last message by the platform's clock; null before the first. */
  lastHeardAt: number | null;
  /** Shown until then, unless something is sent before. */
  typingUntil: number;
  /** Looks at the chat: what arrives is read at once. */
  looking: boolean;
  /** Has a connection: what is sent is delivered. */
  online: boolean;
  /** Lets the company see that something was read. */
  tellsRead: boolean;
  blocked: boolean;
  /** Another application has the thread: webhooks come as standby, sends are refused. */
  standby: boolean;
}

/** A file the platform keeps: sent by a customer, or uploaded by the company. */
export interface Medium {
  readonly id: string;
  readonly account: MetaAccount;
  readonly kind: MediaKind;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly voice: boolean;
}

export interface Persona {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly pictureUrl: string | null;
}

/** How long everyone may write after the customer's last message, and how long a person still may. */
export const windowMs = 24 * 3_600_000;
export const humanWindowMs = 7 * 24 * 3_600_000;
