// What kinds of messages there are, and what one carries beside its words.

export type MessageKind =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'choice'
  | 'order'
  | 'share'
  | 'template'
  | 'unsupported';

/** One thing the customer may choose; `id` comes back with the choice. */
export interface Option {
  readonly id: string;
  readonly title: string;
}

/** What a message carries beside its words where its channel knows such things; every part may be missing. */
export interface MessageDetails {
  /** The message it answers, by the channel's id; the words quoted where the house knows them. */
  readonly replyTo?: { readonly externalId: string; readonly text?: string };
  readonly forwarded?: 'once' | 'many';
  /** What the customer chose of the options they were given. */
  readonly choice?: Option;
  /** What the customer may choose; every channel shows them as well as it can. */
  readonly options?: readonly Option[];
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  };
  readonly contacts?: readonly {
    readonly name: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
  }[];
  readonly order?: {
    readonly note?: string;
    readonly items: readonly {
      readonly id: string;
      readonly quantity: number;
      readonly price: number;
      readonly currency: string;
    }[];
  };
  /** Something of the platform's own that was passed on: a post, a reel, a story, a product, an appointment. */
  readonly share?: { readonly of: string; readonly title?: string; readonly url?: string };
  readonly story?: { readonly of: 'reply' | 'mention'; readonly url?: string };
  /** The advertisement or link that led the customer here. */
  readonly referral?: { readonly source: string; readonly title?: string; readonly url?: string };
  /** What cannot be shown, in the platform's own word: `poll_creation`. */
  readonly unsupported?: string;
  /** A message template as it was sent. */
  readonly template?: {
    readonly name: string;
    readonly language: string;
    /** The values of its variables in order, header first. */
    readonly header: readonly string[];
    readonly body: readonly string[];
  };
  /** Where a colleague answered: `the WhatsApp app`, `Facebook`. */
  readonly via?: string;
}
