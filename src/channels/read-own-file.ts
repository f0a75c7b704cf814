// Reads a file of ours for a channel that sends its bytes.

import { Failure } from '../core/errors.js';
import type { Attachment } from '../core/message.js';
import type { Outbound } from './channel.js';

/** Nothing was sent yet when our own file cannot be read: it may be tried again. Throws Failure: retry. */
export async function readOwnFile(
  { readFile }: Pick<Outbound, 'readFile'>,
  attachment: Attachment,
): Promise<Buffer> {
  try {
    return await readFile(attachment);
  } catch (error) {
    throw new Failure(
      `“${attachment.name}” could not be read from Baton's files. It is tried again by itself.`,
      { class: 'retry', code: 'file-unreadable' },
      { cause: error },
    );
  }
}
