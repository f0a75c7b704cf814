// Sends to Messenger: texts and files each on their own, as the agent's persona where there is one.

import { Failure } from '../../core/errors.js';
import type { Attachment, Message } from '../../core/message.js';
import type { Channel } from '../channel.js';
import { type Budget, createBudget } from '../meta/budget.js';
import { type Cure, postWithCures, withoutQuote } from '../meta/cures.js';
import { writeEvidence } from '../meta/evidence.js';
import type { Graph } from '../meta/graph.js';
import { decideTag } from '../meta/human-agent.js';
import { waitTurn } from '../meta/pace.js';
import { readSendAnswer } from '../meta/page-answer.js';
import { type PagePart, planParts } from '../meta/page-parts.js';
import { messengerRoom, prefixOf } from '../meta/page-texts.js';
import { sendInParts } from '../meta/parts.js';
import { readOwnFile } from '../read-own-file.js';
import { explainMessengerError, isPersonaRefused, platform } from './errors.js';
import type { Personas } from './personas.js';
import { type MessengerDoor, readMessengerDoor } from './reach.js';
import { takeThread } from './thread-control.js';
import { attachmentTypeOf, type Envelope, writeFile, writeText } from './wire.js';

const mostBytes = 25 * 1024 * 1024;

export interface MessengerSendOptions {
  readonly graph: Pick<Graph, 'post'>;
  readonly personas: Personas;
  readonly now: () => Date;
}

/** Creates the channel's `send`; see `Channel` for its errors. */
export function createMessengerSend(options: MessengerSendOptions): Channel['send'] {
  const { graph, personas, now } = options;
  const words = createBudget({ perSecond: 300, burst: 300 });
  const soundAndFilm = createBudget({ perSecond: 10, burst: 10 });
  const budgetFor = (part: PagePart): Budget =>
    part.kind === 'file' && /^(audio|video)$/.test(attachmentTypeOf(part.attachment.type))
      ? soundAndFilm
      : words;

  return async (to, outbound) => {
    const { message } = outbound;
    const door = readMessengerDoor(to.account);
    const tag = decideTag(outbound, now(), platform);
    for (const attachment of message.attachments) mustFit(attachment);
    const prefix = namePrefixOf(door, message);
    let personaId = await personas.find(door, message);

    const withoutPersona: Cure<Request> = async (error, request) => {
      if (request.personaId === null || !isPersonaRefused(error)) return null;
      personas.forget(door, message);
      personaId = null;
      return { ...request, personaId: null };
    };
    const withThread = createThreadCure(graph, door, message, to.address);

    return sendInParts(outbound, planParts(message, messengerRoom, prefix), async (part, index) => {
      await waitTurn(budgetFor(part), door.page, platform);
      const bytes = part.kind === 'file' ? await readOwnFile(outbound, part.attachment) : null;
      const request: Request = {
        recipient: to.address,
        tag,
        personaId,
        replyTo: index === 0 ? (message.details.replyTo?.externalId ?? null) : null,
        metadata: writeEvidence(outbound.deliveryId, index),
      };
      const post = async (asked: Request) =>
        graph.post(`/${door.page}/messages`, door.auth, writePart(asked, part, bytes));
      try {
        return readSendAnswer(
          await postWithCures(request, post, [withThread, withoutQuote, withoutPersona]),
          platform,
        );
      } catch (error) {
        throw explainMessengerError(error, outbound.attempt);
      }
    });
  };
}

type Request = Envelope;

function createThreadCure(
  graph: Pick<Graph, 'post'>,
  door: MessengerDoor,
  { author }: Message,
  recipient: string,
): Cure<Request> {
  // Only a person's words justify it: the other application may be a person's too.
  const mayTake = door.settings.takeThreadControl && author === 'agent';
  return async (error, request) =>
    mayTake && (await takeThread(graph, door, recipient, error)) ? request : null;
}

function writePart(asked: Request, part: PagePart, bytes: Buffer | null) {
  if (part.kind === 'file') return writeFile(asked, part.attachment, bytes ?? Buffer.alloc(0));
  const prefix = asked.personaId === null ? part.prefix : '';
  return writeText(asked, prefix + part.text, part.quickReplies);
}

function namePrefixOf({ settings }: MessengerDoor, { author, authorName }: Message): string {
  return settings.namePrefix && author === 'agent' ? prefixOf(authorName) : '';
}

function mustFit({ name, sizeBytes }: Attachment): void {
  if (sizeBytes <= mostBytes) return;
  throw new Failure(
    `“${name}” is too large for Messenger, which takes files of up to 25 MB. Send a smaller one, or a link.`,
    { class: 'content', code: 'file-too-large' },
  );
}
