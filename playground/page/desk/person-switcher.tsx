// Chooses whose eyes one sees the desk with; every person has their own unread messages.
import type { PageUser } from '../../slack/protocol.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useDesk, useDeskStore } from './desk-context.js';

export function PersonSwitcher() {
  const { info, unreadByUser, userId } = useDesk();
  if (!info) return null;
  const people = info.users.filter((user) => !user.isBot && !user.deleted);
  const elsewhere = people.some((user) => user.id !== userId && (unreadByUser[user.id] ?? 0) > 0);
  const self = info.user;
  return (
    <Popover
      label={`You are ${self.displayName}. Switch person${elsewhere ? '; others have unread messages' : ''}`}
      buttonClass="person"
      panelClass="people"
      button={
        <>
          <Avatar name={self.displayName} url={self.avatarUrl ?? undefined} color={self.avatarColor} />
          {elsewhere && <span class="person-dot" />}
          <span class="person-words">
            <small>You are</small>
            <strong>{self.displayName}</strong>
          </span>
          <Icon name="down" size={14} />
        </>
      }
    >
      {(close) => (
        <div role="menu" class="menu" aria-label="People of the desk">
          {people.map((user) => (
            <PersonItem key={user.id} user={user} close={close} />
          ))}
        </div>
      )}
    </Popover>
  );
}

function PersonItem({ user, close }: { user: PageUser; close: () => void }) {
  const store = useDeskStore();
  const { unreadByUser, userId } = useDesk();
  const current = user.id === userId;
  const unread = current ? 0 : (unreadByUser[user.id] ?? 0);
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={current}
      class="menu-item menu-person"
      onClick={() => {
        close();
        void store.switchUser(user.id);
      }}
    >
      <Avatar
        name={user.displayName}
        url={user.avatarUrl ?? undefined}
        color={user.avatarColor}
        size="small"
      />
      <span class="sidebar-name">{user.displayName}</span>
      {unread > 0 && (
        <span class="badge">
          {unread}
          <span class="hidden-words"> unread</span>
        </span>
      )}
      {current && <Icon name="check" size={14} />}
    </button>
  );
}
