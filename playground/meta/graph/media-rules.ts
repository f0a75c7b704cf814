// Which files each channel takes, how large, and whether they are what they are said to be.
import { fileTypeFromBuffer } from 'file-type';
import { GraphError, wrongParameter } from '../graph-error.js';
import type { MediaKind } from '../records.js';

const megabyte = 1024 * 1024;

interface Rule {
  readonly most: number;
  /** Null: any type. */
  readonly types: readonly string[] | null;
}

const whatsappRules: Record<MediaKind, Rule> = {
  image: { most: 5 * megabyte, types: ['image/jpeg', 'image/png'] },
  video: { most: 16 * megabyte, types: ['video/mp4', 'video/3gpp'] },
  audio: {
    most: 16 * megabyte,
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  },
  file: { most: 100 * megabyte, types: null },
  sticker: { most: 0.5 * megabyte, types: ['image/webp'] },
};

const messengerRule: Rule = { most: 25 * megabyte, types: null };
const instagramRules: Record<MediaKind, Rule> = {
  image: { most: 8 * megabyte, types: ['image/png', 'image/jpeg', 'image/gif'] },
  video: {
    most: 25 * megabyte,
    types: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/vnd.avi', 'video/quicktime', 'video/webm'],
  },
  audio: {
    most: 25 * megabyte,
    types: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/vnd.wave', 'audio/mpeg'],
  },
  file: { most: 25 * megabyte, types: ['application/pdf'] },
  sticker: { most: 0, types: [] },
};

export interface Offered {
  readonly bytes: Buffer;
  readonly type: string;
}

const plainType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

const uploadError = (details: string): GraphError =>
  new GraphError({ code: 131053, details }, 'Media upload error');

/** Checks a file for WhatsApp. Throws GraphError 131053. */
export const checkWhatsappFile = async (kind: MediaKind, { bytes, type }: Offered): Promise<void> => {
  const rule = whatsappRules[kind];
  const declared = plainType(type);
  if (bytes.length === 0) throw uploadError('The file is empty.');
  if (bytes.length > rule.most)
    throw uploadError(`The file has ${bytes.length} bytes; ${rule.most} are allowed.`);
  if (rule.types && !rule.types.includes(declared))
    throw uploadError(`${declared} is not a supported ${kind} type.`);
  if (kind === 'file') return;
  const actual = await fileTypeFromBuffer(bytes);
  const family = (one: string): string =>
    one.replace('video/mp4', 'audio/mp4').replace('audio/x-m4a', 'audio/mp4');
  if (actual && family(plainType(actual.mime)) !== family(declared))
    throw uploadError(`The file is ${actual.mime}, but was declared as ${declared}.`);
};

/** What kind of file WhatsApp takes an upload for, by its declared type. */
export const whatsappKind = (type: string): MediaKind => {
  const plain = plainType(type);
  if (plain === 'image/webp') return 'sticker';
  const family = plain.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
};

/** Checks a file for Messenger or Instagram. Throws GraphError 100 with subcode 2018109 or 2018047. */
export const checkPageFile = (
  channel: 'messenger' | 'instagram',
  kind: MediaKind,
  { bytes, type }: Offered,
): void => {
  const rule = channel === 'messenger' ? messengerRule : instagramRules[kind];
  if (bytes.length === 0) throw wrongParameter('The file is empty.', 2018047);
  if (bytes.length > rule.most) throw wrongParameter('Attachment size exceeds allowable limit', 2018109);
  if (rule.types && !rule.types.includes(plainType(type)))
    throw wrongParameter(`${plainType(type)} is not supported as ${kind}.`, 2018047);
};
