// Messages of Messenger and Instagram: a customer's, an echo of our side's, pressed buttons, edits and unsends.

import { createHash } from 'node:crypto';
import type { MessageDetails } from '../../core/message.js';
import { readEvidence } from './evidence.js';
import { type Content, readContent, readReferral } from './messaging-content.js';
import type { Happening, Outcome } from './messaging-outcome.js';
import { readPlatformId } from './platform-id.js';
import { readId, readLine, readNumber, readText } from './untrusted.js';

/** Reads a message, ours or the customer's, or that it was unsent. */
export function readMessage(happening: Happening): Outcome {
  const { part, address, account } = happening;
  const externalId = readId(part.mid);
  if (externalId === null) return { unreadable: 'the message has no id of text' };
  // An unsend comes with the id of the message it takes back: it must not look like that message.
  if (part.is_deleted === true) return { heard: [{ type: 'delete', externalId, address }] };
  // A business that writes to itself is no customer, and answering it would never end.
  if (part.is_self === true || address === account) return { ignored: 'message.self' };
  const content = readContent(part, happening.event.referral);
  return happening.ours ? readEcho(happening, externalId, content) : told(happening, externalId, content);
}

/** Reads a pressed button: a message with the button's title, and its payload as what was chosen. */
export function readPostback(happening: Happening): Outcome {
  const { part, address, event } = happening;
  if (happening.ours) return { ignored: 'postback.own' };
  const title = readLine(part.title, 200);
  const payload = readId(part.payload) ?? readLine(part.payload, 1000);
  const referral = readReferral(part.referral ?? event.referral);
  const facts = JSON.stringify([address, event.timestamp ?? null, part.payload ?? part.title ?? null]);
  const externalId = readId(part.mid) ?? `postback:${createHash('sha256').update(facts).digest('base64url')}`;
  const details: MessageDetails = {
    ...(title || payload ? { choice: { id: payload ?? title ?? '', title: title ?? payload ?? '' } } : {}),
    ...(referral ? { referral } : {}),
  };
  return told(happening, externalId, { kind: 'choice', text: title ?? payload ?? '', details, media: [] });
}

/** Reads an edit; the count of edits may be a number or its digits. */
export function readEdit({ part, address }: Happening): Outcome {
  const externalId = readId(part.mid);
  if (externalId === null) return { unreadable: 'the edit has no id of text' };
  if (typeof part.text !== 'string') return { unreadable: 'the edit has no text' };
  const version = readNumber(part.num_edit);
  const counted = version !== null && Number.isSafeInteger(version) && version >= 0;
  const text = readText(part.text);
  return { heard: [{ type: 'edit', externalId, address, text, ...(counted ? { version } : {}) }] };
}

function told(happening: Happening, externalId: string, content: Content): Outcome {
  const { address, moment, window, standby } = happening;
  return {
    heard: [
      {
        type: 'message',
        externalId,
        address,
        ...carried(content),
        markup: 'plain',
        attachmentIds: [],
        at: moment,
        window,
        ...(standby ? { standby } : {}),
      },
    ],
  };
}

function readEcho(happening: Happening, externalId: string, content: Content): Outcome {
  const { part, address, moment, appId, via } = happening;
  const evidence = readEvidence(part.metadata);
  const ours = appId !== null && readPlatformId(part.app_id) === appId;
  const details = evidence || ours ? content.details : { ...content.details, via };
  return {
    heard: [
      {
        type: 'echo',
        externalId,
        address,
        ...(evidence ? { deliveryId: evidence.deliveryId } : {}),
        ...(ours ? { ours } : {}),
        ...carried({ ...content, details }),
        at: moment,
      },
    ],
  };
}

/** A content's parts, without the empty ones. */
function carried({ kind, text, details, media }: Content) {
  return {
    kind,
    text,
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(media.length > 0 ? { media } : {}),
  };
}
