// A name for a file that came without one: what it is, with the ending its type asks for.

import type { MessageKind } from '../../core/message.js';
import type { InboundMedia } from '../inbound.js';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
};

const words: Partial<Record<MessageKind, string>> = {
  image: 'image',
  audio: 'voice message',
  video: 'video',
  sticker: 'sticker',
};

/** The name the platform gave, else the server's, else one made of kind and type: `voice message.ogg`. */
export function nameMedia(
  media: InboundMedia,
  fetched: { readonly type: string | null; readonly name: string | null },
): string {
  if (media.name) return media.name;
  const declared = media.type?.split(';')[0]?.trim().toLowerCase();
  const ending = endings[declared ?? ''] ?? endings[fetched.type ?? ''];
  const word = words[media.kind];
  // A server's name for a picture is a number; for a document it is the one the customer knows.
  if (word === undefined && fetched.name) return fetched.name;
  return ending === undefined ? (fetched.name ?? word ?? 'file') : `${word ?? 'file'}.${ending}`;
}
