// What a channel told becomes a verb; files still with the platform and names it knows are fetched on the way.

import type { Channel, Heard, Inbound, InboundMedia, InboundMessage } from '../channels/channel.js';
import { Failure, Refusal } from '../core/errors.js';
import type { AttachmentId } from '../core/id.js';
import { joinAddresses } from '../store/addresses.js';
import { hasFiles, insertAwaitedFiles } from '../store/awaited-files.js';
import { findContact, findContactByAddress } from '../store/contacts.js';
import { findMessageByExternalId } from '../store/messages.js';
import type { Files } from './files.js';
import { readQuote } from './quote.js';
import type { Routing } from './routing.js';
import { changeAddress } from './verbs/change-address.js';
import { changeControl } from './verbs/change-control.js';
import { deleteReceived, editReceived, requestByCustomer } from './verbs/customer-change.js';
import { echo } from './verbs/echo.js';
import { chooseWaiting, hearChoice, rate, readChoice } from './verbs/hear-choice.js';
import { reactReceived } from './verbs/react-received.js';
import { type Received, receive } from './verbs/receive.js';
import { recordReceipt } from './verbs/record-receipt.js';

export interface HearingOptions {
  readonly routing: Routing;
  readonly files: Files;
  readonly channels: ReadonlyMap<string, Channel>;
}

/** How long a message may wait for its files: after that its words go ahead, and the files follow. */
const mediaPatienceMs = 5_000;
const profilePatienceMs = 2_000;
const nothing: Heard = { conversationId: null, messageId: null, sequence: null, duplicate: false };

/** Creates the hearing: resolves after the commit. Throws Refusal, and `NotYet` while a send's answer is on its way. */
export function createHearing(
  options: HearingOptions,
): (inbound: Inbound, attempt?: number) => Promise<Heard> {
  const { routing } = options;
  const knownNames = createLastNames(10_000);

  return async (inbound, attempt = 1) => {
    // A change of address says itself whose name it is.
    if (inbound.aliases && inbound.type !== 'identity' && !knownNames.isLast(inbound)) {
      const writes = inbound.type === 'message' || inbound.type === 'echo';
      const others = await joinAddresses(routing.store, inbound.channel, inbound, writes);
      if (others.length > 0)
        routing.log.warn({ channelId: inbound.channel.id, others: others.length }, 'two contacts may be one');
      if (writes) knownNames.remember(inbound);
    }
    switch (inbound.type) {
      case 'message': {
        const known = await findKnown(routing, inbound);
        if (known) return known;
        const [facts, media] = await Promise.all([profileOf(options, inbound), fetchAll(options, inbound)]);
        const { attachmentIds, awaited } = media;
        const chosen = readChoice(inbound);
        const done = chosen && !inbound.standby && (await hearChoice(routing, inbound, chosen));
        if (done) return done;
        const received = await receive(routing, {
          ...inbound,
          ...(facts ? { facts } : {}),
          attachmentIds: [...inbound.attachmentIds, ...attachmentIds],
          awaited,
          ...(await withQuote(routing, inbound)),
        });
        if (received.duplicate) await awaitFilesOf(routing, inbound, received);
        return received;
      }
      case 'echo': {
        const { attachmentIds, awaited } = await fetchAll(options, inbound);
        await echo(routing, { ...inbound, attachmentIds, awaited }, attempt);
        return nothing;
      }
      case 'request-human':
        return { ...nothing, conversationId: await requestByCustomer(routing, inbound) };
      case 'waiting':
        await chooseWaiting(routing, inbound, inbound.choice);
        return nothing;
      case 'rating':
        await rate(routing, inbound, inbound);
        return nothing;
      default:
        await change(options, inbound);
        return nothing;
    }
  };
}

/** A message with files that is stored already: nothing is fetched a second time. */
async function findKnown(routing: Routing, inbound: InboundMessage): Promise<Heard | null> {
  if (!inbound.media || inbound.media.length === 0) return null;
  const { organizationId, id } = inbound.channel;
  const known = await findMessageByExternalId(routing.store, organizationId, id, inbound.externalId);
  if (!known || !(await hasFiles(routing.store, { organizationId, messageId: known.id }))) return null;
  const { conversationId, sequence } = known;
  return { conversationId, messageId: known.id, sequence, duplicate: true };
}

/** Its words were stored before, by a process that died, and nothing of its files: they are fetched for themselves. */
async function awaitFilesOf(
  { store }: Routing,
  { channel, address, media = [] }: InboundMessage,
  { conversationId: id, messageId }: Received,
): Promise<void> {
  const { organizationId, id: channelId } = channel;
  await insertAwaitedFiles(store, { organizationId, id, messageId, channelId, address }, media);
}

/** The words of the message it answers, where it is one of this door's. */
async function withQuote(
  { store }: Routing,
  { channel, details }: InboundMessage,
): Promise<Pick<InboundMessage, 'details'>> {
  const replyTo = details?.replyTo;
  if (!replyTo || replyTo.text !== undefined) return {};
  const text = await readQuote(store, channel, replyTo.externalId);
  return text === null ? {} : { details: { ...details, replyTo: { ...replyTo, text } } };
}

type Change = Exclude<Inbound, { type: 'message' | 'echo' | 'request-human' | 'waiting' | 'rating' }>;

async function change({ routing, files }: HearingOptions, inbound: Change): Promise<void> {
  switch (inbound.type) {
    case 'edit':
      return editReceived(routing, inbound);
    case 'delete':
      return files.destroy(await deleteReceived(routing, inbound));
    case 'reaction':
      return reactReceived(routing, inbound);
    case 'receipt':
      return recordReceipt(routing, inbound);
    case 'identity':
      return changeAddress(routing, inbound);
    case 'control':
      return changeControl(routing, inbound);
    case 'typing':
      // No desk can show that a customer is writing; channels may still report it.
      return;
  }
}

interface Fetched {
  readonly attachmentIds: readonly AttachmentId[];
  readonly awaited: readonly InboundMedia[];
}

const nothingFetched: Fetched = { attachmentIds: [], awaited: [] };

async function fetchAll(
  options: HearingOptions,
  inbound: Pick<InboundMessage, 'channel' | 'address' | 'media'>,
): Promise<Fetched> {
  const { media = [] } = inbound;
  if (media.length === 0) return nothingFetched;
  const attachmentIds: AttachmentId[] = [];
  const awaited: InboundMedia[] = [];
  const signal = AbortSignal.timeout(mediaPatienceMs);
  const files = await Promise.all(media.map((one) => fetchOne(options, inbound, one, signal)));
  for (const [index, id] of files.entries()) {
    const one = media[index];
    if (id) attachmentIds.push(id);
    else if (one) awaited.push(one);
  }
  return { attachmentIds, awaited };
}

/** The stored file, or null when it must be tried again: then its message is not held up. */
async function fetchOne(
  { routing, files, channels }: HearingOptions,
  { channel: door, address }: Pick<InboundMessage, 'channel' | 'address'>,
  media: InboundMedia,
  signal: AbortSignal,
): Promise<AttachmentId | null> {
  const channel = channels.get(door.kind);
  try {
    if (!channel?.fetchMedia) return null;
    const { name, bytes } = await channel.fetchMedia(door, media, signal);
    const owner = { organizationId: door.organizationId, channelId: door.id, address };
    return (await files.storeFor(owner, { name, bytes })).id;
  } catch (error) {
    if (!(error instanceof Failure || error instanceof Refusal)) throw error;
    routing.log.warn({ channelId: door.id, code: error.code }, 'a file could not be fetched at once');
    return null;
  }
}

/** What the platform knows of a customer who has no name here yet; what it does not say within its time is left open. */
async function profileOf(
  { routing, channels }: HearingOptions,
  inbound: InboundMessage,
): Promise<InboundMessage['facts'] | null> {
  const channel = channels.get(inbound.channel.kind);
  if (!channel?.readProfile || inbound.facts?.name) return null;
  const contactId = await findContactByAddress(routing.store, inbound.channel, inbound.address);
  const scope = contactId && { organizationId: inbound.channel.organizationId, id: contactId };
  const contact = scope ? await findContact(routing.store, scope) : null;
  // Asked once, when they first write: a platform that keeps the name to itself will keep it.
  if (contact) return null;
  const asked = channel.readProfile({ account: inbound.channel, address: inbound.address }).catch(() => null);
  const late = new Promise<null>((resolve) => setTimeout(resolve, profilePatienceMs, null).unref());
  const profile = await Promise.race([asked, late]);
  return profile ? { ...inbound.facts, ...profile } : null;
}

/** By which names each customer wrote last, under their surest: a memory that may be lost at any time. */
function createLastNames(most: number) {
  const last = new Map<string, string>();
  const keyOf = ({ channel, address, aliases = [] }: Inbound) => `${channel.id} ${aliases[0] ?? address}`;
  const namesOf = ({ address, aliases = [] }: Inbound) => [address, ...aliases].join(' ');
  return {
    isLast: (inbound: Inbound) => last.get(keyOf(inbound)) === namesOf(inbound),
    remember(inbound: Inbound) {
      if (last.size >= most) last.clear();
      last.set(keyOf(inbound), namesOf(inbound));
    },
  };
}
