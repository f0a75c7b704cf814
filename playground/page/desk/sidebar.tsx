// The list of channels, with the person one is at its top.
import type { PageChannel } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { PersonSwitcher } from './person-switcher.js';

export function Sidebar() {
  const { info } = useDesk();
  if (!info) return null;
  const places = info.channels.filter((channel) => channel.kind !== 'dm');
  const direct = info.channels.filter((channel) => channel.kind === 'dm');
  return (
    <nav class="sidebar" aria-label="Channels">
      <PersonSwitcher />
      <h3 class="sidebar-title">Channels</h3>
      <ul>
        {places.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} name={channel.name} icon="place" />
        ))}
      </ul>
      <h3 class="sidebar-title">App</h3>
      <ul>
        {direct.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} name={info.app.name} icon="spark" />
        ))}
      </ul>
      <p class="sidebar-note quiet">
        {info.team.name} is made up. This desk is a simulation that speaks the real protocol.
      </p>
    </nav>
  );
}

function ChannelItem({
  channel,
  name,
  icon,
}: {
  channel: PageChannel;
  name: string;
  icon: 'place' | 'spark';
}) {
  const store = useDeskStore();
  const { channelId, info, tab } = useDesk();
  const current = channelId === channel.id;
  const firstTab =
    channel.kind !== 'dm'
      ? 'messages'
      : current
        ? tab
        : channel.unreadCount > 0 || !info?.app.hasHomeTab
          ? 'messages'
          : 'home';
  return (
    <li>
      <button
        type="button"
        class={channel.unreadCount > 0 ? 'sidebar-item sidebar-unread' : 'sidebar-item'}
        aria-current={current ? 'page' : undefined}
        onClick={() => void store.openChannel(channel.id, firstTab)}
      >
        <Icon name={icon} size={15} />
        <span class="sidebar-name">{name}</span>
        {channel.unreadCount > 0 && (
          <span class="badge">
            {channel.unreadCount}
            <span class="hidden-words"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
