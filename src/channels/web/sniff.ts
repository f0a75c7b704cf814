// What a file really is, by its bytes: the allow-list of what a customer may send, and what may be shown in place.

import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '../../core/errors.js';
import { cleanFileName } from './parse.js';

const office = 'application/vnd.openxmlformats-officedocument.';
const open = 'application/vnd.oasis.opendocument.';

/** Sniffed media type → the endings a file of this type may have (the first is added when it has another). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/x-m4a': ['m4a'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/amr': ['amr'],
  'audio/aac': ['aac'],
  'audio/wav': ['wav'],
  'video/mp4': ['mp4', 'm4v'],
  'video/3gpp': ['3gp'],
  'video/webm': ['webm'],
  'video/quicktime': ['mov'],
  [`${office}wordprocessingml.document`]: ['docx'],
  [`${office}spreadsheetml.sheet`]: ['xlsx'],
  [`${office}presentationml.presentation`]: ['pptx'],
  [`${open}text`]: ['odt'],
  [`${open}spreadsheet`]: ['ods'],
  [`${open}presentation`]: ['odp'],
};

/** The old office formats share one container, so only the ending tells them apart. */
const oldOffice: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

const plain: Readonly<Record<string, string>> = { txt: 'text/plain', log: 'text/plain', csv: 'text/csv' };

export interface SniffedFile {
  readonly name: string;
  readonly type: string;
}

/**
 * Decides by its bytes what a file is; the name only settles what bytes cannot. Throws Refusal `file-refused` for
 * everything that is not on the list: HTML, SVG, XML, scripts, archives, programs, empty files.
 */
export async function sniffFile(givenName: string, bytes: Buffer): Promise<SniffedFile> {
  const name = cleanFileName(givenName);
  if (bytes.length === 0) throw new Refusal('file-refused', { name, why: 'it is empty' });
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const sniffed = await fileTypeFromBuffer(bytes);
  const type = sniffed ? (sniffed.mime.split(';')[0] ?? '') : '';
  const endings = allowed[type];
  if (endings) return { name: endings.includes(ending) ? name : `${name}.${endings[0]}`, type };
  const old = oldOffice[ending];
  if (type === 'application/x-cfb' && old) return { name, type: old };
  const textType = plain[ending];
  if (!sniffed && textType && isPlainText(bytes)) return { name, type: textType };
  throw new Refusal('file-refused', { name, why: 'this kind of file cannot be sent here' });
}

/** Text that no program would take for markup or a script: valid UTF-8, no NUL, does not begin like a document. */
function isPlainText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/^\s*(<[!?a-z/]|#!|%!|\{\\rtf)/i.test(text.slice(0, 1000));
  } catch {
    return false;
  }
}

/** Types a browser may show in place; everything else is only ever downloaded. */
export function mayShowInline(type: string): boolean {
  return type !== 'image/svg+xml' && (/^(image|audio|video)\//.test(type) || type === 'application/pdf');
}
