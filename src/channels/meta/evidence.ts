// Our own id in the fields a platform brings back: proof that a send whose answer was lost did arrive.

import { looksLikeId } from '../../core/id.js';

const shape = /^baton:([0-9a-f-]{36}):(\d{1,4})$/i;

/** What goes along with a send; `part` counts from 0. */
export function writeEvidence(deliveryId: string, part: number): string {
  return `baton:${deliveryId}:${part}`;
}

/** The delivery and its part that a platform brought back; null for anything that is not ours. */
export function readEvidence(text: unknown): { readonly deliveryId: string; readonly part: number } | null {
  const [, deliveryId = '', part] = (typeof text === 'string' ? shape.exec(text) : null) ?? [];
  return looksLikeId(deliveryId) ? { deliveryId, part: Number(part) } : null;
}
