// What a WhatsApp message says, by its type: words, files, and what goes beside them.

import type { MessageDetails, MessageKind } from '../../core/message.js';
import {
  isObject,
  keepKnown,
  type Raw,
  readField,
  readFileName,
  readId,
  readLine,
  readList,
  readNumber,
  readObject,
  readText,
  readUrl,
} from '../meta/untrusted.js';
import { readContactCards, readLocation, readOrder } from './cards.js';
import { readButton, readInteractive } from './choices.js';
import type { Content, ReadContent } from './content.js';

// A map and not an object: the type comes from outside and may be called `constructor`.
const readers: ReadonlyMap<string, ReadContent> = new Map<string, ReadContent>([
  ['text', readWords],
  ['image', (object) => readFile('image', object)],
  ['video', (object) => readFile('video', object)],
  ['audio', (object) => readFile('audio', object)],
  ['document', (object) => readFile('file', object)],
  ['sticker', (object) => readFile('sticker', object)],
  ['location', readLocation],
  ['contacts', readContactCards],
  ['order', readOrder],
  ['button', readButton],
  ['interactive', readInteractive],
]);

/** What a message (or the new version in an edit) says. What cannot be read is named, never dropped. */
export function readContent(message: Raw): Content {
  const type = readLine(message.type, 60) ?? 'unknown';
  const content = readers.get(type)?.(readField(message, type)) ?? {
    kind: 'unsupported',
    text: '',
    details: { unsupported: nameUnsupported(message, type) },
  };
  const around = readSurroundings(message);
  const details = { ...around, ...content.details };
  return Object.keys(details).length > 0 ? { ...content, details } : content;
}

function readWords(object: unknown): Content | null {
  const text = readText(readObject(object).body);
  return text === '' ? null : { kind: 'text', text };
}

function readFile(kind: MessageKind, object: unknown): Content | null {
  const file = readObject(object);
  const media = keepKnown({
    id: readId(file.id),
    url: readUrl(file.url),
    name: readFileName(file.filename),
    type: readLine(file.mime_type, 200),
    sha256: readLine(file.sha256, 128),
  });
  if (media.id === undefined && media.url === undefined) return null;
  return { kind, text: readText(file.caption), media: [{ kind, ...media }] };
}

const unavailable = 131060;

/** What is named to people: WhatsApp's own word for it, and its reason where it gave one for a kind it does pass on. */
function nameUnsupported(message: Raw, type: string): string {
  const error = readObject(readList(message.errors)[0]);
  if (type === 'unsupported' || type === 'unknown') {
    const word = readLine(readObject(message.unsupported).type, 60);
    return word ?? (readNumber(error.code) === unavailable ? 'unavailable' : 'unknown');
  }
  const reason = readers.has(type) ? readLine(error.title, 100) : null;
  return reason === null ? type : `${type} (${reason})`;
}

/** What stands around the words: what they answer, whether they were passed on, what led the customer here. */
function readSurroundings(message: Raw): MessageDetails {
  const context = readObject(message.context);
  const answered = readId(context.id);
  const product = readLine(readObject(context.referred_product).product_retailer_id, 200);
  return keepKnown({
    replyTo: answered === null ? null : { externalId: answered },
    forwarded: readForwarded(context),
    share: product === null ? null : { of: 'product', title: product },
    referral: readReferral(message.referral),
  });
}

function readForwarded(context: Raw): 'once' | 'many' | null {
  if (context.frequently_forwarded === true) return 'many';
  return context.forwarded === true ? 'once' : null;
}

function readReferral(value: unknown): MessageDetails['referral'] | null {
  if (!isObject(value)) return null;
  return {
    source: readLine(value.source_type, 40) ?? 'link',
    ...keepKnown({ title: readLine(value.headline, 200), url: readUrl(value.source_url) }),
  };
}
