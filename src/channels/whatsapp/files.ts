// As what a file leaves for WhatsApp, by its type and size, and how it gets there: uploaded first, then named by its id.

import { Failure } from '../../core/errors.js';
import type { Attachment } from '../../core/message.js';
import type { Outbound } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { GraphError } from '../meta/graph-error.js';
import { readId, readObject } from '../meta/untrusted.js';
import { readOwnFile } from '../read-own-file.js';
import type { WhatsAppDoor } from './door.js';
import type { WireContent } from './wire.js';

export type FileKind = 'image' | 'video' | 'audio' | 'document';

const megabyte = 1024 * 1024;

const kinds: readonly { readonly kind: FileKind; readonly types: RegExp; readonly mostBytes: number }[] = [
  { kind: 'image', types: /^image\/(jpeg|png)$/, mostBytes: 5 * megabyte },
  { kind: 'video', types: /^video\/(mp4|3gpp)$/, mostBytes: 16 * megabyte },
  { kind: 'audio', types: /^audio\/(aac|amr|mpeg|mp4|x-m4a|ogg)$/, mostBytes: 16 * megabyte },
  { kind: 'document', types: /./, mostBytes: 100 * megabyte },
];

/** The kind it is sent as: what does not fit as picture, film or sound goes as a document. Throws Failure `content` when it is too large for that too. */
export function kindOf({ name, type, sizeBytes }: Pick<Attachment, 'name' | 'type' | 'sizeBytes'>): FileKind {
  const plain = plainType(type);
  const fitting = kinds.find(({ types, mostBytes }) => types.test(plain) && sizeBytes <= mostBytes);
  if (fitting) return fitting.kind;
  throw new Failure(
    `“${name}” is too large for WhatsApp, which takes files of up to 100 MB. Send a smaller one, or a link.`,
    { class: 'content', code: 'file-too-large' },
  );
}

/** WhatsApp keeps uploads for 30 days; a message that is tried again uses the same one. */
const keptMs = 20 * 24 * 3_600_000;
const mostKept = 2_000;

export interface Uploads {
  /** Uploads a file unless it is there already. Throws GraphError; Failure `retry` when our own file cannot be read. */
  upload(door: WhatsAppDoor, attachment: Attachment, readFile: Outbound['readFile']): Promise<Upload>;
  /** Forgets an upload: the platform did not take it, so that another attempt brings it anew. */
  forget(door: WhatsAppDoor, attachment: Attachment): void;
}

export interface Upload {
  readonly id: string;
  /** A voice note: one voice, as WhatsApp records it. */
  readonly voice: boolean;
  /** False for sound that WhatsApp could not play: it goes as a document. */
  readonly playable: boolean;
}

/** Creates the way up. It remembers ids in memory only: losing them costs another upload. */
export function createUploads(graph: Pick<Graph, 'post'>, now: () => number): Uploads {
  const known = new Map<string, Upload & { readonly until: number }>();
  const keyOf = ({ phone }: WhatsAppDoor, { id }: Attachment): string => `${phone} ${id}`;
  return {
    async upload(door, attachment, readFile) {
      const key = keyOf(door, attachment);
      const there = known.get(key);
      if (there && there.until > now()) return there;
      const bytes = await readOwnFile({ readFile }, attachment);
      const upload = { id: await post(graph, door, { attachment, bytes }), ...readSound(attachment, bytes) };
      if (known.size >= mostKept) known.clear();
      known.set(key, { ...upload, until: now() + keptMs });
      return upload;
    },
    forget: (door, attachment) => void known.delete(keyOf(door, attachment)),
  };
}

/** What names an uploaded file in a message. */
export function writeFile(
  upload: Upload,
  { kind, attachment, caption }: { kind: FileKind; attachment: Attachment; caption: string },
): WireContent {
  const { id, voice, playable } = upload;
  const captioned = caption === '' ? { id } : { id, caption };
  if (kind === 'image') return { type: 'image', image: captioned };
  if (kind === 'video') return { type: 'video', video: captioned };
  if (kind === 'audio' && playable) return { type: 'audio', audio: voice ? { id, voice } : { id } };
  return { type: 'document', document: { ...captioned, filename: attachment.name } };
}

async function post(
  graph: Pick<Graph, 'post'>,
  { phone, auth }: WhatsAppDoor,
  { attachment, bytes }: { attachment: Attachment; bytes: Buffer },
): Promise<string> {
  const form = new FormData();
  const type = uploadType(attachment.type);
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), attachment.name);
  const answer = await graph.post(`/${phone}/media`, auth, form).catch(asHarmless);
  const id = readId(readObject(answer).id);
  if (id !== null) return id;
  throw new Failure('WhatsApp took the file and did not say under which id.', {
    class: 'retry',
    code: 'no-id',
  });
}

/** An upload whose answer was lost has reached no customer: trying again is safe. */
function asHarmless(error: unknown): never {
  if (error instanceof GraphError) throw new GraphError({ ...error, ambiguous: false }, { cause: error });
  throw error;
}

/** Ogg is played only as Opus with one voice, and such a recording is a voice note. */
function readSound({ type }: Attachment, bytes: Buffer): Pick<Upload, 'voice' | 'playable'> {
  if (plainType(type) !== 'audio/ogg') return { voice: false, playable: true };
  const header = bytes.subarray(0, 512).indexOf('OpusHead');
  const voice = header >= 0 && bytes[header + 9] === 1;
  return { voice, playable: voice };
}

function plainType(type: string): string {
  return type.split(';')[0]?.trim().toLowerCase() ?? '';
}

function uploadType(type: string): string {
  const plain = plainType(type);
  return plain === 'audio/x-m4a' ? 'audio/mp4' : plain;
}
