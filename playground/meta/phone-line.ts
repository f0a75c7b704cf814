// What a phone shows: the shapes the stand-in and the page share.

export type MetaChannel = 'whatsapp' | 'messenger' | 'instagram';

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
