// What the customers' channels can do beyond sending, in the words of the floors that ask.

import type { TemplateShelf } from '../bridge/house.js';
import type { Channel } from '../channels/channel.js';
import type { ChannelAbilities } from '../routing/verbs/change-line.js';
import type { ReactAbility } from '../routing/verbs/react.js';
import { findChannel } from '../store/chatbots.js';
import type { Reads } from '../store/store.js';

type Channels = ReadonlyMap<string, Channel>;

/** Tells what each kind of channel can do with messages that are out. */
export function readAbilities(channels: Channels): ChannelAbilities & ReactAbility {
  return {
    canEdit: (kind) => channels.get(kind)?.edit !== undefined,
    canRemove: (kind) => channels.get(kind)?.remove !== undefined,
    canReact: (kind) => channels.get(kind)?.react !== undefined,
  };
}

/** The templates of a conversation's own door, as its channel lists them. */
export function createTemplateShelf(store: Reads, channels: Channels): TemplateShelf {
  return {
    has: (kind) => channels.get(kind)?.listTemplates !== undefined,
    async of({ organizationId, channelId }) {
      const door = await findChannel(store, { organizationId, id: channelId });
      return (door && (await channels.get(door.kind)?.listTemplates?.(door))) ?? [];
    },
  };
}
