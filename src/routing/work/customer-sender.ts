// Carries the customer lane: from a delivery to its channel, with the epoch's fence in front.

import type { Channel, ChannelAddress, Outbound } from '../../channels/channel.js';
import type { ChannelAccount } from '../../core/chatbot.js';
import { Failure } from '../../core/errors.js';
import type { ChannelId, OrganizationId } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import type { Attachment, Message } from '../../core/message.js';
import { findChannel } from '../../store/chatbots.js';
import { findCustomerDelivery } from '../../store/deliveries.js';
import { findExternalId } from '../../store/messages.js';
import { acknowledgeParts, insertPart, listParts } from '../../store/receipts.js';
import type { Routing } from '../routing.js';
import type { LaneSender } from './lane.js';
import type { Signs } from './signs.js';

/** How long a door's settings are believed; a rotated token is in use this much later at most. */
const doorMemoryMs = 5_000;
/** How long a platform may take to tell us what became of a send whose answer was lost, and how often we look. */
const evidencePatienceMs = 15_000;
const evidenceEveryMs = 2_000;

export interface CustomerSenderOptions {
  readonly routing: Routing;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly readFile: (attachment: Attachment) => Promise<Buffer>;
  readonly signs: Pick<Signs, 'answering'>;
}

/** Creates the sender over the registered channels. */
export function createCustomerSender(options: CustomerSenderOptions): LaneSender {
  const { routing, channels, readFile, signs } = options;
  const doors = new Map<string, { readonly door: ChannelAccount; readonly until: number }>();
  const doubts = createDoubts();

  const findDoor = async (organizationId: OrganizationId, id: ChannelId): Promise<ChannelAccount> => {
    const known = doors.get(id);
    if (known && known.until > Date.now()) return known.door;
    const door = await findChannel(routing.store, { organizationId, id });
    if (!door)
      throw new Failure('The channel of this conversation no longer exists.', {
        class: 'recipient',
        code: 'no-channel',
      });
    doors.set(id, { door, until: Date.now() + doorMemoryMs });
    return door;
  };

  const address = async (work: LaneWork): Promise<{ channel: Channel; to: ChannelAddress }> => {
    const { target } = work.delivery;
    if (!('channelId' in target))
      throw new Failure('The delivery has no customer address.', { class: 'content', code: 'no-address' });
    const channel = channels.get(target.kind);
    if (!channel)
      throw new Failure(`The channel ${target.kind} is not running here.`, {
        class: 'auth',
        code: 'no-channel-kind',
      });
    const account = await findDoor(work.delivery.organizationId, target.channelId as ChannelId);
    return { channel, to: { account, address: target.address } };
  };

  return {
    async send(work) {
      const { message, delivery, conversation } = work;
      if (!message)
        throw new Failure('The delivery has no message.', { class: 'content', code: 'no-message' });
      const { channel, to } = await address(work);
      // No AI message is delivered after a person took over (design §3.5); while it only waits for one, the
      // assistant's last words, stored together with its request, still go out.
      const overtaken =
        message.author === 'assistant' &&
        message.epoch < conversation.epoch &&
        conversation.status !== 'pending';
      if (overtaken && !channel.showsOnCommit) return null;
      signs.answering(work);
      if (delivery.kind === 'message') return channel.send(to, await outboundOf(work, message, channel));
      const externalId = await originalId(routing, work);
      if (delivery.kind === 'edit')
        await channel.edit?.(to, externalId, await outboundOf(work, message, channel));
      if (delivery.kind === 'delete') await channel.remove?.(to, externalId);
      if (delivery.kind === 'reaction') await channel.react?.(to, externalId, emojiOf(work));
      return { externalId };
    },
    async settle(work) {
      const { channel } = await address(work);
      // Our own feed shows each message once however often we wake it, and what is set twice is set once.
      if (channel.showsOnCommit || work.delivery.kind !== 'message') return null;
      const last = (await listParts(routing.store, work.delivery)).at(-1);
      // The platform told us of the part in doubt: the send goes on behind it.
      if (last?.evidenced) return null;
      if (doubts.ageMs(work.delivery.id) < evidencePatienceMs)
        throw new Failure('It is not known yet whether this arrived.', {
          class: 'retry',
          code: 'awaiting-evidence',
          retryAfterMs: evidenceEveryMs,
          ambiguous: true,
        });
      return undefined;
    },
  };

  async function outboundOf(work: LaneWork, message: Message, channel: Channel): Promise<Outbound> {
    const { delivery, conversation } = work;
    const known = channel.showsOnCommit ? [] : await listParts(routing.store, delivery);
    if (known.some(({ evidenced }) => evidenced)) await acknowledgeParts(routing.store, delivery);
    const parts = known.map(({ externalId }) => externalId);
    doubts.end(delivery.id);
    let next = parts.length;
    return {
      deliveryId: delivery.id,
      message,
      attempt: delivery.attempts,
      readFile,
      openUntil: conversation.openUntil,
      parts,
      async partSent(externalId) {
        const { organizationId, id, target } = delivery;
        const channelId = 'channelId' in target ? target.channelId : '';
        await insertPart(routing.store, { organizationId, id, channelId, part: next, externalId });
        next += 1;
      },
    };
  }
}

/** The most doubts one process remembers. */
const mostDoubts = 10_000;

/** Since when each send is in doubt, as far as this process knows: forgotten, the patience only begins anew. */
function createDoubts() {
  const since = new Map<string, number>();
  return {
    ageMs(deliveryId: string): number {
      const now = performance.now();
      if (since.size >= mostDoubts) since.clear();
      const began = since.get(deliveryId) ?? now;
      since.set(deliveryId, began);
      if (now - began >= evidencePatienceMs) since.delete(deliveryId);
      return now - began;
    },
    end: (deliveryId: string) => void since.delete(deliveryId),
  };
}

/** The channel's id of the message that a change or a reaction is about. */
async function originalId(routing: Routing, work: LaneWork): Promise<string> {
  const { organizationId, messageId } = work.delivery;
  const scope = messageId ? { organizationId, id: messageId } : null;
  if (scope && work.message?.author === 'contact') {
    const externalId = await findExternalId(routing.store, scope);
    if (externalId !== null) return externalId;
  }
  const original = scope ? await findCustomerDelivery(routing.store, scope) : null;
  if (!original?.externalId)
    throw new Failure('The customer never got this message.', { class: 'content', code: 'never-sent' });
  return original.externalId;
}

function emojiOf({ delivery }: LaneWork): string | null {
  const { emoji } = delivery.payload;
  return typeof emoji === 'string' ? emoji : null;
}
