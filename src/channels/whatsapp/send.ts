// Sends to WhatsApp: in parts and in order, inside the reply window, at the pace WhatsApp takes.

import { Failure } from '../../core/errors.js';
import type { Channel, Outbound } from '../channel.js';
import { type Cure, postWithCures } from '../meta/cures.js';
import { writeEvidence } from '../meta/evidence.js';
import type { Graph } from '../meta/graph.js';
import { GraphError } from '../meta/graph-error.js';
import { sendInParts } from '../meta/parts.js';
import { readWhatsAppDoor, type WhatsAppDoor } from './door.js';
import { explainWhatsAppError } from './errors.js';
import { type Uploads, writeFile } from './files.js';
import { writeOptions } from './options.js';
import type { Pace } from './pace.js';
import { planParts, type WhatsAppPart } from './plan.js';
import type { Templates } from './templates.js';
import { readSendAnswer, type WireContent, type WireEnvelope, writeBody } from './wire.js';

export interface WhatsAppSendOptions {
  readonly graph: Pick<Graph, 'post'>;
  readonly uploads: Uploads;
  readonly pace: Pace;
  readonly templates: Pick<Templates, 'write'>;
  readonly now: () => Date;
}

/** One send to one customer, with what each of its parts needs. */
interface Sending {
  readonly door: WhatsAppDoor;
  readonly address: string;
  readonly outbound: Outbound;
}

/** Creates the channel's `send` and `react`; see `Channel` for their errors. */
export function createWhatsAppSend(options: WhatsAppSendOptions): Required<Pick<Channel, 'send' | 'react'>> {
  const deliver = createDelivery(options);
  return {
    async send({ account, address }, outbound) {
      const door = readWhatsAppDoor(account);
      const { message } = outbound;
      const prefix = door.settings.namePrefix && message.author === 'agent' ? message.authorName.trim() : '';
      const sending = { door, address, outbound };
      return sendInParts(outbound, planParts(message, prefix), (part, index) => {
        mustBeOpen(outbound, options.now());
        const replyTo = index === 0 ? (message.details.replyTo?.externalId ?? null) : null;
        const envelope = { address, replyTo, evidence: writeEvidence(outbound.deliveryId, index) };
        const sent = deliver(door, envelope, outbound.attempt, () => writePart(part, sending, options));
        return sent.catch((error: unknown) => {
          const isRefused = error instanceof Failure && error.class === 'content';
          if (part.kind === 'file' && isRefused) options.uploads.forget(door, part.attachment);
          throw error;
        });
      });
    },
    async react({ account, address }, externalId, emoji) {
      const content: WireContent = {
        type: 'reaction',
        reaction: { message_id: externalId, emoji: emoji ?? '' },
      };
      const envelope = { address, replyTo: null, evidence: null };
      await deliver(readWhatsAppDoor(account), envelope, 1, async () => content);
    },
  };
}

type Deliver = (
  door: WhatsAppDoor,
  envelope: WireEnvelope,
  attempt: number,
  write: () => Promise<WireContent>,
) => Promise<string>;

function createDelivery({ graph, pace }: WhatsAppSendOptions): Deliver {
  return async (door, envelope, attempt, write) => {
    await pace.takeTurn(door, envelope.address);
    try {
      const content = await write();
      const post = (asked: WireEnvelope) =>
        graph.post(`/${door.phone}/messages`, door.auth, writeBody(asked, content));
      const externalId = readSendAnswer(await postWithCures(envelope, post, [withoutQuote]));
      pace.wentOut(door, envelope.address);
      return externalId;
    } catch (error) {
      // A wait is no attempt, so that the attempts alone would never ask for longer ones.
      const isPair = error instanceof GraphError && error.code === 131056;
      const times = isPair ? pace.slowDown(door, envelope.address) : 1;
      throw explainWhatsAppError(error, Math.max(attempt, times));
    }
  };
}

/** Quoting is a courtesy: what WhatsApp does not know any more is answered without its quote. */
const withoutQuote: Cure<WireEnvelope> = async ({ code }, envelope) =>
  (code === 100 || code === 131009) && envelope.replyTo !== null ? { ...envelope, replyTo: null } : null;

async function writePart(
  part: WhatsAppPart,
  { door, outbound }: Sending,
  { uploads, templates }: WhatsAppSendOptions,
): Promise<WireContent> {
  const { details } = outbound.message;
  switch (part.kind) {
    case 'text':
      return {
        type: 'text',
        text: { body: part.text, preview_url: /https?:\/\//i.test(part.text) },
      };
    case 'choice': {
      const choice = {
        text: part.text,
        options: details.options ?? [],
        listButton: door.settings.listButton,
      };
      return { type: 'interactive', interactive: writeOptions(part.how, choice) };
    }
    case 'template':
      return { type: 'template', template: await templates.write(door, details.template) };
    case 'file': {
      const upload = await uploads.upload(door, part.attachment, outbound.readFile);
      return writeFile(upload, { kind: part.as, attachment: part.attachment, caption: part.caption });
    }
  }
}

/** A message may have waited past the window's end: it is not even tried, the answer is known. */
function mustBeOpen({ openUntil, message }: Outbound, now: Date): void {
  if (openUntil === null || now < openUntil || message.details.template) return;
  throw new Failure(
    'More than 24 hours have passed since the customer last wrote, so WhatsApp takes nothing but templates. Send a template; what you write reaches the customer once they have answered.',
    { class: 'window', code: 'window-closed' },
  );
}
