// Sends a message that needs several calls: strictly in order, and after a failure from where it stopped.

import { Failure } from '../../core/errors.js';
import type { Outbound } from '../channel.js';

/**
 * Sends the parts that are not out yet, each recorded before the next is tried; resolves with the first part's id.
 * The same message must always make the same parts. Throws what `sendPart` throws, and Failure `content` when there
 * is nothing to send.
 */
export async function sendInParts<P>(
  outbound: Pick<Outbound, 'parts' | 'partSent'>,
  parts: readonly P[],
  sendPart: (part: P, index: number) => Promise<string>,
): Promise<{ readonly externalId: string }> {
  let first = outbound.parts[0];
  const out = outbound.parts.length;
  for (const [at, part] of parts.slice(out).entries()) {
    const externalId = await sendPart(part, out + at);
    first ??= externalId;
    // The only part is recorded with the delivery itself.
    if (parts.length > 1) await outbound.partSent(externalId);
  }
  if (first === undefined)
    throw new Failure('There is nothing in this message that can be sent.', {
      class: 'content',
      code: 'nothing-to-send',
    });
  return { externalId: first };
}
