// What a visitor does in a conversation: writes, types, reads, asks for a person; answered once it is stored.

import type { RequestHandler } from 'express';
import type { AttachmentId } from '../../core/id.js';
import type { MessageDetails, MessageKind, Option } from '../../core/message.js';
import type { Ears } from '../channel.js';
import type { Heard } from '../inbound.js';
import { type Guest, originOf, readGuest } from './door.js';
import type { WebHouse } from './house.js';
import { postedMessage, postedRating, postedSeen, postedWaiting } from './parse.js';
import type { WireAccepted } from './wire.js';

/** POST /web/messages: 200 after the commit, the same answer for a repeated client id; 409 when its content differs. */
export function takeMessage(ears: Ears, house: WebHouse): RequestHandler {
  return async (req, res) => {
    const guest = readGuest(res);
    const { choice, ...body } = postedMessage.parse(req.body);
    const chosen = choice && (await wasOffered(house, guest, choice)) ? choice : null;
    const details: MessageDetails = chosen ? { choice: chosen } : {};
    const heard = await ears.hear({
      ...originOf(guest),
      type: 'message',
      externalId: body.clientId,
      kind: chosen ? 'choice' : kindOf(body.attachmentIds),
      details,
      text: body.text,
      markup: 'plain',
      attachmentIds: body.attachmentIds,
      at: null,
      strictId: true,
    });
    res.json(writeAccepted(heard, body));
  };
}

/** An id may stand for something to be done: one that nobody gave the visitor is only words. */
async function wasOffered(
  house: WebHouse,
  { account, visitor }: Guest,
  { id, title }: Option,
): Promise<boolean> {
  const snapshot = await house.readSnapshot(account, visitor);
  return (snapshot?.messages ?? []).some(
    ({ author, deletedAt, details }) =>
      author !== 'contact' &&
      deletedAt === null &&
      (details.options ?? []).some((option) => option.id === id && option.title === title),
  );
}

/** The house knows the files' types; here they are only known to be files. */
function kindOf(attachmentIds: readonly AttachmentId[]): MessageKind {
  return attachmentIds.length > 0 ? 'file' : 'text';
}

function writeAccepted(
  heard: Heard,
  body: { readonly clientId: string; readonly text: string; readonly attachmentIds: readonly AttachmentId[] },
): WireAccepted {
  if (heard.conversationId === null || heard.messageId === null || heard.sequence === null) {
    throw new Error('the house heard a message without storing it');
  }
  const message = { id: heard.messageId, sequence: heard.sequence, ...body };
  return { conversationId: heard.conversationId, message };
}

/** POST /web/typing */
export function takeTyping(ears: Ears): RequestHandler {
  return async (_req, res) => {
    await ears.hear({ ...originOf(readGuest(res)), type: 'typing' });
    res.status(204).end();
  };
}

/** POST /web/seen {sequence, read}: everything up to the sequence reached the browser, or was looked at. */
export function takeSeen(ears: Ears): RequestHandler {
  return async (req, res) => {
    const body = postedSeen.parse(req.body);
    await ears.hear({
      ...originOf(readGuest(res)),
      type: 'receipt',
      upToSequence: body.sequence,
      receipt: body.read ? 'read' : 'delivered',
    });
    res.status(204).end();
  };
}

/** POST /web/request-human → {conversationId} */
export function takeRequest(ears: Ears): RequestHandler {
  return async (_req, res) => {
    const guest: Guest = readGuest(res);
    const heard = await ears.hear({ ...originOf(guest), type: 'request-human' });
    res.json({ conversationId: heard.conversationId });
  };
}

/** POST /web/waiting {choice}: how somebody who asked for a person goes on */
export function takeWaiting(ears: Ears): RequestHandler {
  return async (req, res) => {
    const { choice } = postedWaiting.parse(req.body);
    await ears.hear({ ...originOf(readGuest(res)), type: 'waiting', choice });
    res.status(204).end();
  };
}

/** POST /web/rating {score, comment?}: how the closed conversation was */
export function takeRating(ears: Ears): RequestHandler {
  return async (req, res) => {
    const { score, comment } = postedRating.parse(req.body);
    await ears.hear({ ...originOf(readGuest(res)), type: 'rating', score, comment });
    res.status(204).end();
  };
}
