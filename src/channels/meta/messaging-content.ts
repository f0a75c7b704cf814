// What a message of Messenger or Instagram says: its words, its files, and what stands beside them.

import type { MessageDetails, MessageKind } from '../../core/message.js';
import type { InboundMedia } from '../inbound.js';
import { readLink } from './messaging-attachment.js';
import { type Enclosed, readAttachments } from './messaging-attachments.js';
import { isObject, type Raw, readId, readLine, readObject, readText } from './untrusted.js';

/** A message's content, the same for a customer's and an echo's. */
export interface Content {
  readonly kind: MessageKind;
  readonly text: string;
  readonly details: MessageDetails;
  readonly media: readonly InboundMedia[];
}

/** Reads a message's content; `referral` is the event's own, for messages that bring none. Never empty to a reader. */
export function readContent(message: Raw, referral: unknown): Content {
  const enclosed = readAttachments(message.attachments, message.sticker_id);
  const words = readText(message.text);
  const own = words === '' ? enclosed.text : words;
  const details: MessageDetails = {
    ...readReply(message.reply_to),
    ...enclosed.details,
    ...readChoice(message.quick_reply, own),
    ...readReferralDetail(message.referral ?? referral),
  };
  const text = enclosed.more.length === 0 ? own : readText([own, ...enclosed.more].join('\n'));
  return { kind: chooseKind(message, own, enclosed), text, details, media: enclosed.media };
}

/** What led the customer here; null when nothing is told. */
export function readReferral(value: unknown): MessageDetails['referral'] | null {
  if (!isObject(value)) return null;
  const advertisement = readObject(value.ads_context_data);
  const title = readLine(advertisement.ad_title, 200) ?? readLine(value.ref, 200);
  const url = [value.referer_uri, advertisement.video_url, advertisement.photo_url]
    .map(readLink)
    .find(Boolean);
  const source = readLine(value.source) ?? readLine(value.type) ?? 'link';
  return { source, ...(title ? { title } : {}), ...(url ? { url } : {}) };
}

function readReferralDetail(value: unknown): MessageDetails {
  const referral = readReferral(value);
  return referral ? { referral } : {};
}

/** What it answers: a message by its id, or a story of the account's. */
function readReply(value: unknown): MessageDetails {
  const reply = readObject(value);
  const externalId = readId(reply.mid);
  const url = readLink(readObject(reply.story).url);
  return {
    ...(externalId ? { replyTo: { externalId } } : {}),
    ...(isObject(reply.story) ? { story: { of: 'reply', ...(url ? { url } : {}) } } : {}),
  };
}

function readChoice(value: unknown, title: string): MessageDetails {
  if (!isObject(value)) return {};
  const id = readId(value.payload) ?? readLine(value.payload, 1000) ?? title;
  return { choice: { id, title: readLine(title, 200) ?? id } };
}

function chooseKind(message: Raw, text: string, enclosed: Enclosed): MessageKind {
  if (message.is_unsupported === true) return 'unsupported';
  if (isObject(message.quick_reply)) return 'choice';
  if (enclosed.kind !== null && !(enclosed.incidental && text !== '')) return enclosed.kind;
  if (text !== '') return 'text';
  // Words to a story may be a mere heart, of which nothing is told.
  return isObject(readObject(message.reply_to).story) ? 'share' : 'unsupported';
}
