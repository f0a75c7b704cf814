// The words of an earlier message that a later one points at, short enough to stand above it.

import type { ChannelAccount } from '../core/chatbot.js';
import type { MessageId } from '../core/id.js';
import { visibleText } from '../core/message.js';
import { plainWords } from '../core/text.js';
import { findMessage, findMessageByExternalId } from '../store/messages.js';
import { findReported } from '../store/receipts.js';
import type { Reads } from '../store/store.js';

const quoteLength = 140;

/** The message a channel calls by this id, of either side; null when it is older than we are. */
export async function findMessageOfEitherSide(
  reads: Reads,
  door: ChannelAccount,
  externalId: string,
): Promise<MessageId | null> {
  const theirs = await findMessageByExternalId(reads, door.organizationId, door.id, externalId);
  return theirs?.id ?? (await findReported(reads, door, externalId, false))?.delivery.messageId ?? null;
}

/** What that message says, cut; null when it is not known. */
export async function readQuote(
  reads: Reads,
  door: ChannelAccount,
  externalId: string,
): Promise<string | null> {
  const id = await findMessageOfEitherSide(reads, door, externalId);
  const message = id ? await findMessage(reads, { organizationId: door.organizationId, id }) : null;
  if (!message) return null;
  const text = visibleText({ ...message, text: plainWords(message) });
  return text.length <= quoteLength ? text : `${text.slice(0, quoteLength).toWellFormed()}…`;
}
