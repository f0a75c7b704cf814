// Carries the customer lane: from a delivery to its channel, with the epoch's fence in front.

import type { Channel, ChannelAddress } from '../../channels/channel.js';
import type { ChannelAccount } from '../../core/chatbot.js';
import { Failure } from '../../core/errors.js';
import type { ChannelId, OrganizationId } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import type { Attachment } from '../../core/message.js';
import { findChannel } from '../../store/chatbots.js';
import { findCustomerDelivery } from '../../store/deliveries.js';
import type { Routing } from '../routing.js';
import type { LaneSender } from './lane.js';

/** How long a door's settings are believed; a rotated token is in use this much later at most. */
const doorMemoryMs = 5_000;

/** Creates the sender over the registered channels. */
export function createCustomerSender(
  routing: Routing,
  channels: ReadonlyMap<string, Channel>,
  readFile: (attachment: Attachment) => Promise<Buffer>,
): LaneSender {
  const doors = new Map<string, { readonly door: ChannelAccount; readonly until: number }>();

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

  const originalId = async (work: LaneWork): Promise<string> => {
    const { organizationId, messageId } = work.delivery;
    const original = messageId
      ? await findCustomerDelivery(routing.store, { organizationId, id: messageId })
      : null;
    if (!original?.externalId)
      throw new Failure('The customer never got this message.', { class: 'content', code: 'never-sent' });
    return original.externalId;
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
      const outbound = {
        deliveryId: delivery.id,
        message,
        attempt: delivery.attempts,
        readFile,
        openUntil: null,
        parts: [],
        partSent: async () => undefined,
      };
      if (delivery.kind === 'message') return channel.send(to, outbound);
      const externalId = await originalId(work);
      if (delivery.kind === 'edit') await channel.edit?.(to, externalId, outbound);
      if (delivery.kind === 'delete') await channel.remove?.(to, externalId);
      return { externalId };
    },
    async settle(work) {
      const { channel } = await address(work);
      // Our own feed shows each message once however often we wake it; elsewhere nobody can tell yet.
      return channel.showsOnCommit || work.delivery.kind !== 'message' ? null : undefined;
    },
  };
}
