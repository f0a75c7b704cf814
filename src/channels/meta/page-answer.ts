// What Messenger and Instagram answer to a message they took: under which id it is known there.

import { z } from 'zod';
import { Failure } from '../../core/errors.js';

const sendAnswer = z.object({ message_id: z.string().min(1) });

/** The platform's id of what was sent. Throws Failure, ambiguous: it said yes, but not to what. */
export function readSendAnswer(answer: unknown, platform: string): string {
  const read = sendAnswer.safeParse(answer);
  if (read.success) return read.data.message_id;
  throw new Failure(`${platform} took the message and did not say under which id.`, {
    class: 'retry',
    code: 'unreadable-answer',
    ambiguous: true,
  });
}
