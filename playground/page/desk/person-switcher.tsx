// Chooses whose eyes one sees the desk with; every person has their own unread messages.
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useDesk, useDeskStore } from './desk-context.js';

export function PersonSwitcher() {
  const store = useDeskStore();
  const { info, unreadByUser, userId } = useDesk();
  if (!info) return null;
  const people = info.users.filter((user) => !user.isBot && !user.deleted);
  const elsewhere = people.reduce(
    (sum, user) => sum + (user.id === userId ? 0 : (unreadByUser[user.id] ?? 0)),
    0,
  );
  const self = info.user;
  return (
    <Popover
      label={`You are ${self.displayName}. Switch person`}
      buttonClass="person"
      panelClass="people"
      button={
        <>
          <Avatar name={self.displayName} url={self.avatarUrl ?? undefined} color={self.avatarColor} />
          <span class="person-words">
            <small>You are</small>
            <strong>{self.displayName}</strong>
          </span>
          {elsewhere > 0 && <span class="person-dot" />}
          <Icon name="down" size={14} />
        </>
      }
    >
      {(close) => (
        <div role="menu" class="menu" aria-label="People of the desk">
          {people.map((user) => {
            const unread = user.id === userId ? 0 : (unreadByUser[user.id] ?? 0);
            return (
              <button
                key={user.id}
                type="button"
                role="menuitemradio"
                aria-checked={user.id === userId}
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
                {unread > 0 && <span class="badge">{unread}</span>}
                {user.id === userId && <Icon name="check" size={14} />}
              </button>
            );
          })}
        </div>
      )}
    </Popover>
  );
}
