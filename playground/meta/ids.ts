// Makes ids of the lengths and alphabets Meta's own have, so that whoever assumes less of them is found out.
import { randomBytes, randomInt } from 'node:crypto';
import type { MetaChannel } from './records.js';

const digits = (count: number): string =>
  Array.from({ length: count }, (_, index) => (index === 0 ? randomInt(1, 10) : randomInt(10))).join('');

/** A message id: it differs in case only from others now and then, and its length is not bounded. */
export const createMessageId = (channel: MetaChannel, address: string): string => {
  if (channel === 'whatsapp') {
    const inside = `\x1d\x18\x0c${address}\x15\x02\x00\x12\x18${randomBytes(10).toString('hex').toUpperCase()}\x00`;
    return `wamid.${Buffer.from(inside, 'latin1').toString('base64')}`;
  }
  const random = randomBytes(48).toString('base64url');
  return channel === 'messenger' ? `m_${random}` : `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOj${random}ZD`;
};

/** An id of a file, persona, post: 16 digits, too many for a JavaScript number to be safe with. */
export const createNodeId = (): string => digits(16);

export const createTraceId = (): string => `A${randomBytes(17).toString('base64url')}`;

/** Something nobody can guess, for the address of a file. */
export const createSecret = (): string => randomBytes(18).toString('base64url');
