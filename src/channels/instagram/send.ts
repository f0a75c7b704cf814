// Sends to Instagram: texts by their bytes, files by an address from which the platform fetches them.

import type { Attachment, Message } from '../../core/message.js';
import { literal, printPlain, splitText } from '../../core/text.js';
import type { Channel } from '../channel.js';
import { createBudget } from '../meta/budget.js';
import { postWithCures, withoutQuote } from '../meta/cures.js';
import { decideTag } from '../meta/human-agent.js';
import { waitTurn } from '../meta/pace.js';
import { readSendAnswer } from '../meta/page-answer.js';
import { type PagePart, planParts } from '../meta/page-parts.js';
import { instagramRoom, prefixOf } from '../meta/page-texts.js';
import { sendInParts } from '../meta/parts.js';
import type { PublicFiles } from '../meta/public-files.js';
import { explainInstagramError, platform } from './errors.js';
import { type InstagramGraphs, readInstagramDoor } from './reach.js';
import { type Envelope, shownAs, writeFile, writeText } from './wire.js';

/** A link that a customer opens when they come to it lives longer than one that a platform fetches at once. */
const customersLinkMs = 7 * 24 * 3_600_000;
const longestFileName = 60;

export interface InstagramSendOptions {
  readonly graphs: InstagramGraphs;
  readonly files: Pick<PublicFiles, 'link'>;
  readonly now: () => Date;
}

/** Creates the channel's `send`; see `Channel` for its errors. */
export function createInstagramSend({ graphs, files, now }: InstagramSendOptions): Channel['send'] {
  const words = {
    login: createBudget({ perSecond: 100, burst: 100 }),
    page: createBudget({ perSecond: 300, burst: 300 }),
  };
  const soundAndFilm = createBudget({ perSecond: 10, burst: 10 });

  return async (to, outbound) => {
    const { message } = outbound;
    const { graph, auth, path, settings } = readInstagramDoor(to.account, graphs);
    const tag = decideTag(outbound, now(), platform);
    const prefix = settings.namePrefix && message.author === 'agent' ? prefixOf(message.authorName) : '';

    return sendInParts(outbound, planParts(message, instagramRoom, prefix), async (part, index) => {
      const budget = isSoundOrFilm(part) ? soundAndFilm : words[settings.via];
      await waitTurn(budget, to.account.account, platform);
      const request: Envelope = {
        recipient: to.address,
        tag,
        replyTo: index === 0 ? (message.details.replyTo?.externalId ?? null) : null,
      };
      const post = (asked: Envelope) => graph.post(path, auth, writePart(asked, part, { message, files }));
      try {
        return readSendAnswer(await postWithCures(request, post, [withoutQuote]), platform);
      } catch (error) {
        throw explainInstagramError(error, outbound.attempt);
      }
    });
  };
}

interface Shelf {
  readonly message: Message;
  readonly files: Pick<PublicFiles, 'link'>;
}

function writePart(asked: Envelope, part: PagePart, { message, files }: Shelf) {
  if (part.kind === 'text') return writeText(asked, part.prefix + part.text, part.quickReplies);
  const { attachment } = part;
  const shown = shownAs(attachment);
  if (shown) return writeFile(asked, shown, files.link(attachment, message.organizationId));
  const url = files.link(attachment, message.organizationId, customersLinkMs);
  return writeText(asked, `${nameOf(attachment)}: ${url}`);
}

function nameOf({ name }: Attachment): string {
  const [shown = ''] = splitText(printPlain, literal(name.trim()), longestFileName);
  return `📎 ${shown}`;
}

function isSoundOrFilm(part: PagePart): boolean {
  return part.kind === 'file' && /^(audio|video)$/.test(shownAs(part.attachment) ?? '');
}
