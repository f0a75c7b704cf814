// What Messenger's send call is told, in its own words.

import type { Attachment } from '../../core/message.js';
import type { QuickReply } from '../meta/page-texts.js';

/** What every send says beside its message. */
export interface Envelope {
  /** The customer's page-scoped id. */
  readonly recipient: string;
  readonly tag: 'HUMAN_AGENT' | null;
  readonly personaId: string | null;
  /** The message it answers, by Messenger's id. */
  readonly replyTo: string | null;
  /** Comes back with the echo: evidence that it was taken. */
  readonly metadata: string;
}

type Json = Readonly<Record<string, unknown>>;

/** A text as JSON. */
export function writeText(envelope: Envelope, text: string, quickReplies: readonly QuickReply[]): Json {
  return {
    ...writeEnvelope(envelope),
    message: {
      text,
      ...(quickReplies.length > 0 ? { quick_replies: quickReplies } : {}),
      metadata: envelope.metadata,
    },
  };
}

/** A file as a form with its bytes: Messenger needs no public address then. */
export function writeFile(envelope: Envelope, { name, type }: Attachment, bytes: Buffer): FormData {
  const form = new FormData();
  const message = {
    attachment: { type: attachmentTypeOf(type), payload: { is_reusable: true } },
    metadata: envelope.metadata,
  };
  for (const [field, value] of Object.entries({ ...writeEnvelope(envelope), message }))
    form.set(field, typeof value === 'string' ? value : JSON.stringify(value));
  form.set('filedata', new Blob([new Uint8Array(bytes)], { type }), name);
  return form;
}

function writeEnvelope({ recipient, tag, personaId, replyTo }: Envelope): Json {
  return {
    recipient: { id: recipient },
    ...(tag === null ? { messaging_type: 'RESPONSE' } : { messaging_type: 'MESSAGE_TAG', tag }),
    ...(personaId === null ? {} : { persona_id: personaId }),
    ...(replyTo === null ? {} : { reply_to: { mid: replyTo } }),
  };
}

/** How Messenger shows a file of this media type; pictures it cannot show go as files. */
export function attachmentTypeOf(type: string): 'image' | 'audio' | 'video' | 'file' {
  if (/^image\/(png|jpeg|gif)$/.test(type)) return 'image';
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'file';
}
