// The list of teams with their channels and of the chat with the app, under the person one is.
import { PERSONAL, type TeamsState } from '../../teams/protocol.js';
import { Icon, type IconName } from '../ui/icon.js';
import { TeamsPersonSwitcher } from './person-switcher.js';
import { useTeams, useTeamsStore } from './teams-context.js';

export function TeamsSidebar({ info }: { info: TeamsState }) {
  return (
    <nav class="sidebar" aria-label="Teams and chats">
      <TeamsPersonSwitcher info={info} />
      <h3 class="sidebar-title">Chat</h3>
      <ul>
        <ChatItem chat={PERSONAL} name={info.app.name} icon="spark" />
      </ul>
      {info.teams.map((team) => (
        <div key={team.id} class="team">
          <h3 class="sidebar-title">{team.name}</h3>
          <ul>
            {team.channels.map((channel) => (
              <ChatItem key={channel.id} chat={channel.id} name={channel.name} icon="place" />
            ))}
          </ul>
          <p class="team-note quiet">
            {team.hasApp
              ? team.reads
                ? `${info.app.name} hears every line here.`
                : `${info.app.name} hears only what mentions it.`
              : `${info.app.name} is not in this team.`}
          </p>
        </div>
      ))}
      <p class="sidebar-note quiet">
        Teams simulation: made-up teams on our own stand-in, which speaks the real protocol.
      </p>
    </nav>
  );
}

function ChatItem({ chat, name, icon }: { chat: string; name: string; icon: IconName }) {
  const store = useTeamsStore();
  const pane = useTeams();
  const unread = pane.unread[chat] ?? 0;
  return (
    <li>
      <button
        type="button"
        class={unread > 0 ? 'sidebar-item sidebar-unread' : 'sidebar-item'}
        aria-current={pane.chat === chat ? 'page' : undefined}
        onClick={() => void store.openChat(chat)}
      >
        <Icon name={icon} size={15} />
        <span class="sidebar-name">{name}</span>
        {unread > 0 && (
          <span class="badge">
            {unread}
            <span class="hidden-words"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
