// The shapes that travel to WhatsApp's messages edge, and what it answers.

import { Failure } from '../../core/errors.js';
import { readId, readList, readObject } from '../meta/untrusted.js';
import { isBsuid, readPhone } from './phones.js';

export interface WireTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly {
    readonly type: 'header' | 'body';
    readonly parameters: readonly {
      readonly type: 'text';
      readonly parameter_name?: string;
      readonly text: string;
    }[];
  }[];
}

export type WireInteractive =
  | {
      readonly type: 'button';
      readonly body: { readonly text: string };
      readonly action: {
        readonly buttons: readonly {
          readonly type: 'reply';
          readonly reply: { readonly id: string; readonly title: string };
        }[];
      };
    }
  | {
      readonly type: 'list';
      readonly body: { readonly text: string };
      readonly action: {
        readonly button: string;
        readonly sections: readonly {
          readonly title: string;
          readonly rows: readonly {
            readonly id: string;
            readonly title: string;
            readonly description?: string;
          }[];
        }[];
      };
    };

/** A file that was uploaded before. */
export interface WireMedia {
  readonly id: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: true;
}

/** What a message holds: `type` names the one field beside it. */
export type WireContent =
  | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url: boolean } }
  | { readonly type: 'image'; readonly image: WireMedia }
  | { readonly type: 'video'; readonly video: WireMedia }
  | { readonly type: 'audio'; readonly audio: WireMedia }
  | { readonly type: 'document'; readonly document: WireMedia }
  | { readonly type: 'interactive'; readonly interactive: WireInteractive }
  | { readonly type: 'template'; readonly template: WireTemplate }
  | { readonly type: 'reaction'; readonly reaction: { readonly message_id: string; readonly emoji: string } };

/** What goes along with every content. */
export interface WireEnvelope {
  readonly address: string;
  /** The message it answers. */
  readonly replyTo: string | null;
  /** Comes back with every status. */
  readonly evidence: string | null;
}

/** The whole body of a send. Throws Failure `recipient` for an address that is no customer's. */
export function writeBody(
  { address, replyTo, evidence }: WireEnvelope,
  content: WireContent,
): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...writeRecipient(address),
    ...content,
    ...(replyTo === null ? {} : { context: { message_id: replyTo } }),
    ...(evidence === null ? {} : { biz_opaque_callback_data: evidence }),
  };
}

/** A business-scoped id in `to` would be answered with success and dropped in silence. */
function writeRecipient(address: string): Record<string, string> {
  if (isBsuid(address)) return { recipient: address };
  const digits = readPhone(address);
  // Without its plus, the number would be read as one of the business's own country.
  if (digits !== null) return { to: `+${digits}` };
  throw new Failure('This customer has no number or id on WhatsApp that could be written to.', {
    class: 'recipient',
    code: 'no-address',
  });
}

/** The id of what was sent. Throws Failure: a success without it may or may not have been one. */
export function readSendAnswer(answer: unknown): string {
  const id = readId(readObject(readList(readObject(answer).messages)[0]).id);
  if (id !== null) return id;
  throw new Failure('WhatsApp took this message and did not say under which id.', {
    class: 'retry',
    code: 'no-id',
    ambiguous: true,
  });
}
