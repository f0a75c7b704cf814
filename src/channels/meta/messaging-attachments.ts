// The attachments of a message of Messenger or Instagram, taken together: each act once, and nothing left out.

import type { MessageDetails, MessageKind } from '../../core/message.js';
import type { InboundMedia } from '../inbound.js';
import { type Piece, readAttachment } from './messaging-attachment.js';
import { readList } from './untrusted.js';

/** What all attachments of one message are together. */
export interface Enclosed {
  /** What they make the message; null when there are none. */
  readonly kind: MessageKind | null;
  /** True when they only stand beside words: a preview of a link in the text, something that cannot be shown. */
  readonly incidental: boolean;
  /** Words they bring for a message without any. */
  readonly text: string;
  readonly details: MessageDetails;
  /** Lines for what found no place in the details: there is one share and one place in a message. */
  readonly more: readonly string[];
  readonly media: readonly InboundMedia[];
}

const fileKinds: readonly MessageKind[] = ['image', 'audio', 'video', 'file', 'sticker'];

/** Reads the attachments of one message; `stickerId` is the message's own, of the sticker it consists of. */
export function readAttachments(list: unknown, stickerId: unknown): Enclosed {
  const pieces = dropTwins(readList(list).map((raw) => readAttachment(raw, stickerId)));
  const kind = chooseKind(pieces);
  const shares = pieces.filter((piece) => piece.details.share);
  const places = pieces.filter((piece) => piece.details.location);
  const unsupported = [...new Set(pieces.flatMap((piece) => piece.details.unsupported ?? []))];
  const details: MessageDetails = {
    ...shares[0]?.details,
    ...places[0]?.details,
    ...pieces.find((piece) => piece.details.story)?.details,
    ...(unsupported.length > 0 ? { unsupported: unsupported.slice(0, 5).join(', ') } : {}),
  };
  return {
    kind,
    incidental: kind === 'unsupported' || (kind === 'share' && pieces.every((piece) => piece.incidental)),
    text: pieces.flatMap((piece) => piece.text ?? []).join('\n'),
    details,
    more: [...shares.slice(1), ...places.slice(1)].map(describe),
    media: pieces.flatMap((piece) => piece.media ?? []),
  };
}

function chooseKind(pieces: readonly Piece[]): MessageKind | null {
  const kinds = new Set(pieces.map((piece) => piece.kind));
  const files = fileKinds.filter((kind) => kinds.has(kind));
  if (files.length > 1) return 'file';
  const order: readonly MessageKind[] = [...files, 'location', 'share', 'unsupported'];
  return order.find((kind) => kinds.has(kind)) ?? null;
}

/**
 * Drops what is told twice: a sticker also as an image, a shared post also as an `ig_post`. The one that says more
 * stays, at the place of the first.
 */
function dropTwins(pieces: readonly Piece[]): readonly Piece[] {
  const kept: Piece[] = [];
  const places = new Map<string, number>();
  for (const piece of pieces) {
    const known = piece.keys.map((key) => places.get(key)).find((place) => place !== undefined);
    const place = known ?? kept.length;
    const before = kept[place];
    if (!before || piece.rank > before.rank) kept[place] = piece;
    for (const key of piece.keys) places.set(key, place);
  }
  const named = kept.some((piece) => piece.type === 'ig_post');
  // A share by which nothing can be told apart is the other half of the post beside it.
  return named ? kept.filter((piece) => piece.type !== 'share' || piece.asset) : kept;
}

function describe({ details: { share, location } }: Piece): string {
  if (share) return [share.title ?? share.of, share.url ?? ''].join(' ').trim();
  return [location?.name ?? '', `${location?.latitude}, ${location?.longitude}`].join(' ').trim();
}
