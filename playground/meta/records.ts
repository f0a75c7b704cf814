// What the stand-in keeps in memory: accounts, customers with their phones, files, personas.

export type MetaChannel = 'whatsapp' | 'messenger' | 'instagram';

/** A company's account: a phone number, a page, a professional account. */
export interface MetaAccount {
  readonly channel: MetaChannel;
  /** The phone number id, page id or account id: what webhooks are routed by. */
  readonly id: string;
  /** What the company's calls must carry as their bearer. */
  readonly token: string;
  readonly name: string;
}

export type LineStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** Something the customer may press or pick. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** Opens an address instead of answering. */
  readonly url?: string;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
}

export interface Card {
  readonly name: string;
  readonly phone: string;
}

export type MediaKind = 'image' | 'video' | 'audio' | 'file' | 'sticker';

/** A file as a line shows it; its bytes are at `GET /media/:id` of the page API. */
export interface LineMedia {
  readonly id: string;
  readonly kind: MediaKind;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly voice: boolean;
}

/** What a line carries beside its words. */
export interface LineExtras {
  readonly media?: LineMedia;
  readonly place?: Place;
  readonly cards?: readonly Card[];
  /** The external id of the message it answers. */
  readonly replyTo?: string;
  readonly header?: string;
  readonly footer?: string;
  /** Stay under the message. */
  readonly buttons?: readonly Choice[];
  /** Vanish with the next message. */
  readonly quickReplies?: readonly Choice[];
  /** Opens a list to pick from. */
  readonly list?: { readonly label: string; readonly rows: readonly Choice[] };
  readonly template?: string;
  /** What was shared, mentioned or cannot be shown: `story reply`, `poll`. */
  readonly about?: string;
}

/** One message on the customer's phone. */
export interface PhoneLine extends LineExtras {
  /** The platform's id of the message. */
  readonly id: string;
  readonly side: 'customer' | 'business';
  readonly text: string;
  /** Unix milliseconds by the platform's clock. */
  readonly at: number;
  readonly status: LineStatus;
  /** Why it failed, as the platform says it. */
  readonly error?: { readonly code: number; readonly title: string };
  readonly edits: number;
  readonly removed: boolean;
  readonly reactions: { readonly customer?: string; readonly business?: string };
  /** The face of a persona: the agent's name and picture. */
  readonly persona?: { readonly name: string; readonly pictureUrl: string | null };
  /** Answered past Baton, in the company's own app. */
  readonly fromApp?: boolean;
  /** The tag it was sent under after the window: `HUMAN_AGENT`. */
  readonly tag?: string;
  /** What the sender gave along and gets back. */
  readonly callback?: string;
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
