// Signs of life towards customers on channels that know such: their message was seen, somebody is writing.

import type { Channel, ChannelAddress } from '../../channels/channel.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { ChannelId, ConversationId, Scoped } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import type { DueAnswer } from '../../store/answers.js';
import { findChannel } from '../../store/chatbots.js';
import { findLastReceivedId } from '../../store/messages.js';
import type { Routing } from '../routing.js';

export interface Signs {
  /** The assistant begins to answer: the customer's last message is seen, and an answer is being written. */
  thinking(due: DueAnswer & Scoped<ConversationId>, chatbot: Chatbot): void;
  /** Something goes out to the customer: whoever wrote it has seen what they said. */
  answering(work: LaneWork): void;
}

/** Creates the signs. They are courtesies: what fails is forgotten, and nothing waits for them. */
export function createSigns(routing: Routing, channels: ReadonlyMap<string, Channel>): Signs {
  const known = [...channels.values()].some((channel) => hasSigns(channel));

  const give = async (
    at: Scoped<ConversationId> & { readonly channelId: ChannelId; readonly address: string },
    writer: string | null,
  ): Promise<void> => {
    const account = await findChannel(routing.store, { organizationId: at.organizationId, id: at.channelId });
    const channel = account ? channels.get(account.kind) : undefined;
    if (!account || !channel || !hasSigns(channel)) return;
    const to: ChannelAddress = { account, address: at.address };
    const externalId = await findLastReceivedId(routing.store, at);
    if (externalId === null) return;
    await channel.markRead?.(to, externalId);
    if (writer !== null) await channel.typing?.(to, { name: writer, lastExternalId: externalId });
  };

  const quietly = (sign: Promise<void>) =>
    void sign.catch((error: unknown) => routing.log.debug({ err: error }, 'a sign could not be given'));

  return {
    thinking(due, { name }) {
      if (known) quietly(give(due, name));
    },
    answering({ delivery, conversation, message }) {
      const { target } = delivery;
      if (!known || !('channelId' in target) || message?.author !== 'agent') return;
      const { organizationId, id } = conversation;
      const channelId = target.channelId as ChannelId;
      quietly(give({ organizationId, id, channelId, address: target.address }, null));
    },
  };
}

/** Our own feed shows such signs by itself. */
function hasSigns(channel: Channel): boolean {
  return !channel.showsOnCommit && (channel.markRead !== undefined || channel.typing !== undefined);
}
