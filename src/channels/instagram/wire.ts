// What Instagram's send call is told, in its own words, and which files it shows.

import type { Attachment } from '../../core/message.js';
import type { QuickReply } from '../meta/page-texts.js';

/** What every send says beside its message. */
export interface Envelope {
  /** The customer's Instagram-scoped id. */
  readonly recipient: string;
  readonly tag: 'HUMAN_AGENT' | null;
  /** The message it answers, by Instagram's id. */
  readonly replyTo: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** A text. */
export function writeText(envelope: Envelope, text: string, quickReplies: readonly QuickReply[] = []): Json {
  const message = { text, ...(quickReplies.length > 0 ? { quick_replies: quickReplies } : {}) };
  return { ...writeEnvelope(envelope), message };
}

/** A file that Instagram fetches from an address. */
export function writeFile(envelope: Envelope, type: ShownAs, url: string): Json {
  return { ...writeEnvelope(envelope), message: { attachment: { type, payload: { url } } } };
}

function writeEnvelope({ recipient, tag, replyTo }: Envelope): Json {
  return {
    recipient: { id: recipient },
    ...(tag === null ? {} : { messaging_type: 'MESSAGE_TAG', tag }),
    ...(replyTo === null ? {} : { reply_to: { mid: replyTo } }),
  };
}

type ShownAs = 'image' | 'audio' | 'video' | 'file';

const megabyte = 1024 * 1024;
const shown: readonly { readonly as: ShownAs; readonly types: RegExp; readonly mostBytes: number }[] = [
  { as: 'image', types: /^image\/(png|jpeg|gif)$/, mostBytes: 8 * megabyte },
  { as: 'audio', types: /^audio\/(aac|mp4|m4a|x-m4a|wav|x-wav|wave|vnd\.wave)$/, mostBytes: 25 * megabyte },
  { as: 'video', types: /^video\/(mp4|ogg|quicktime|webm|x-msvideo|vnd\.avi)$/, mostBytes: 25 * megabyte },
  { as: 'file', types: /^application\/pdf$/, mostBytes: 25 * megabyte },
];

/** How Instagram shows a file; null for kinds and sizes it does not take, which reach the customer as a link. */
export function shownAs({ type, sizeBytes }: Pick<Attachment, 'type' | 'sizeBytes'>): ShownAs | null {
  return shown.find((one) => one.types.test(type) && sizeBytes <= one.mostBytes)?.as ?? null;
}
