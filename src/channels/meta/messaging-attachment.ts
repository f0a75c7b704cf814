// One attachment of a message of Messenger or Instagram: a file to fetch, something passed on, a place, or a name for it.

import type { MessageDetails, MessageKind } from '../../core/message.js';
import type { InboundMedia } from '../inbound.js';
import { readPlatformId } from './platform-id.js';
import {
  type Raw,
  readField,
  readFileName,
  readLine,
  readList,
  readNumber,
  readObject,
  readText,
  readUrl,
} from './untrusted.js';

/** What one attachment is. */
export interface Piece {
  /** The platform's word for it. */
  readonly type: string;
  readonly kind: MessageKind;
  readonly details: MessageDetails;
  readonly media?: InboundMedia;
  readonly text?: string;
  /** True when it only stands beside words. */
  readonly incidental: boolean;
  /** By any of these another attachment of the message is the same thing told twice … */
  readonly keys: readonly string[];
  /** … of which the higher rank says more. */
  readonly rank: number;
  /** True when the platform's id of what was shared is known. */
  readonly asset: boolean;
}

const files: ReadonlyMap<string, MessageKind> = new Map([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['file', 'file'],
  ['sticker', 'sticker'],
]);

const shares: ReadonlyMap<string, string> = new Map([
  ['share', 'post'],
  ['post', 'post'],
  ['ig_post', 'post'],
  ['reel', 'reel'],
  ['ig_reel', 'reel'],
  ['ig_story', 'story'],
  ['fallback', 'link'],
]);

const plain = { details: {}, incidental: false, keys: [], rank: 0, asset: false };

/** An address as it may be shown: hosts and characters that could pass for others are written out. */
export function readLink(value: unknown): string | null {
  const url = readUrl(value);
  return url === null ? null : new URL(url).href;
}

/** Reads one attachment; whatever is not known becomes a placeholder with the platform's word. Never throws. */
export function readAttachment(raw: unknown, stickerId: unknown): Piece {
  const attachment = readObject(raw);
  const payload = readObject(attachment.payload);
  const type = readLine(attachment.type, 40) ?? 'unknown';
  const kind = files.get(type);
  if (kind) return readFile(type, kind, payload, stickerId);
  const of = shares.get(type);
  if (of) return readShare(type, of, attachment, payload);
  if (type === 'story_mention') {
    const url = readLink(payload.url);
    return { ...plain, type, kind: 'share', details: { story: { of: 'mention', ...(url ? { url } : {}) } } };
  }
  if (type === 'template') return readTemplate(type, payload);
  if (type === 'appointment_booking') return readAppointment(type, payload);
  const location = type === 'location' ? readPlace(attachment, payload) : null;
  return location ? { ...plain, type, kind: 'location', details: { location } } : unsupported(type);
}

function unsupported(type: string): Piece {
  return { ...plain, type, kind: 'unsupported', details: { unsupported: type }, incidental: true };
}

/** A file; without an address (withheld until the request is accepted) it keeps its kind and says so. */
function readFile(type: string, kind: MessageKind, payload: Raw, stickerId: unknown): Piece {
  const url = readUrl(payload.url);
  const sticker = readPlatformId(payload.sticker_id) ?? (kind === 'image' ? readPlatformId(stickerId) : null);
  const told = sticker === null ? kind : 'sticker';
  const name = url === null ? null : nameFromUrl(url);
  const keys = [...(sticker ? [`sticker ${sticker}`] : []), ...(url ? [`url ${url}`] : [])];
  return {
    ...plain,
    type,
    kind: told,
    keys,
    rank: (told === 'sticker' ? 1 : 0) + (url ? 2 : 0),
    ...(url ? { media: { kind: told, url, ...(name ? { name } : {}) } } : { details: { unsupported: type } }),
  };
}

/** Something passed on. Its address is shown, not fetched: a reel's is a page, a story may not be kept. */
function readShare(type: string, of: string, attachment: Raw, payload: Raw): Piece {
  const url = readLink(payload.url) ?? readLink(payload.story_media_url) ?? readLink(attachment.url);
  const title = readLine(payload.title, 200) ?? readLine(attachment.title, 200);
  const asset = url === null ? null : new URL(url).searchParams.get('asset_id');
  const share = { of, ...(title ? { title } : {}), ...(url ? { url } : {}) };
  return {
    ...plain,
    type,
    kind: 'share',
    // A link of which nothing is told is the one in the text.
    details: of === 'link' && !title && !url ? {} : { share },
    incidental: of === 'link',
    keys: asset ? [`asset ${asset}`] : url ? [`url ${url}`] : [],
    rank: type === 'share' ? 0 : 1,
    asset: asset !== null,
  };
}

/** A company's own structured message, or products of a catalogue which the customer passed on. */
function readTemplate(type: string, payload: Raw): Piece {
  const product = readField(payload, 'product');
  const elements = readList(product === undefined ? payload.elements : readObject(product).elements);
  const titles = elements.slice(0, 10).flatMap((element) => readLine(readObject(element).title, 80) ?? []);
  const url = elements.map((element) => readLink(readObject(element).url)).find(Boolean);
  const text = readText(payload.text);
  const title = readLine(titles.join(' · '), 200);
  const share = {
    of: product === undefined ? 'template' : 'product',
    ...(title ? { title } : {}),
    ...(url ? { url } : {}),
  };
  const wordsOnly = text !== '' && elements.length === 0;
  return { ...plain, type, kind: 'share', text, details: wordsOnly ? {} : { share }, incidental: wordsOnly };
}

function readAppointment(type: string, payload: Raw): Piece {
  const told = [payload.status, payload.start_time, payload.end_time, payload.timezone];
  const words = told.flatMap((value) => readLine(typeof value === 'number' ? String(value) : value) ?? []);
  const title = words.length > 0 ? { title: words.join(', ') } : {};
  return { ...plain, type, kind: 'share', details: { share: { of: 'appointment', ...title } } };
}

function readPlace(attachment: Raw, payload: Raw): MessageDetails['location'] | null {
  const coordinates = readObject(payload.coordinates);
  const latitude = readNumber(coordinates.lat);
  const longitude = readNumber(coordinates.long);
  if (latitude === null || longitude === null) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  const name = readLine(attachment.title, 200);
  return { latitude, longitude, ...(name ? { name } : {}) };
}

/** The file's name as its address ends, cleaned; null where that is no name. */
function nameFromUrl(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  if (!/\.[a-z0-9]{1,8}$/i.test(last)) return null;
  try {
    return readFileName(decodeURIComponent(last));
  } catch {
    return readFileName(last);
  }
}
