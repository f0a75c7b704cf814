// One status of a WhatsApp body: what became of something we sent.

import type { InboundReceipt } from '../inbound.js';
import { readEvidence } from '../meta/evidence.js';
import {
  keepKnown,
  type Raw,
  readId,
  readLine,
  readList,
  readNumber,
  readObject,
  readWord,
} from '../meta/untrusted.js';
import { describeCode } from './errors.js';
import { readPerson } from './identity.js';
import type { Outcome, Setting } from './outcome.js';

const receipts: ReadonlyMap<unknown, InboundReceipt['receipt']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** Reads one entry of `statuses`. It may name no customer (the address is empty then): the message's id says all. */
export function readStatus(status: Raw, { contacts }: Setting): Outcome {
  if (status.recipient_type === 'group') return { ignored: 'status.group' };
  const receipt = receipts.get(status.status);
  if (receipt === undefined) return { ignored: `status.${readWord(status.status)}` };
  const externalId = readId(status.id);
  const evidence = readEvidence(status.biz_opaque_callback_data);
  if (externalId === null && evidence === null) return { unreadable: 'the status names no message' };
  const named = { phone: status.recipient_id, userId: status.recipient_user_id };
  // Only the address: a status may spell the number otherwise than the customer's own messages do.
  const address = readPerson(named, contacts)?.address ?? '';
  const about = keepKnown({ externalId, deliveryId: evidence?.deliveryId, part: evidence?.part });
  const error = receipt === 'failed' ? { error: readFailure(status) } : {};
  return { heard: { address, type: 'receipt', ...about, receipt, ...error } };
}

function readFailure(status: Raw): NonNullable<InboundReceipt['error']> {
  const error = readObject(readList(status.errors)[0]);
  const code = readNumber(error.code);
  if (code === null)
    return {
      class: 'content',
      code: 'unknown',
      sentence: 'WhatsApp could not deliver this message and did not say why.',
    };
  const detail = [readObject(error.error_data).details, error.message, error.title]
    .map((words) => readLine(words, 300))
    .find((words) => words !== null);
  return describeCode(code, detail ?? undefined);
}
