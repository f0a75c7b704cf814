// Chooses whose eyes one sees Teams with.
import type { TeamsPerson, TeamsState } from '../../teams/protocol.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useTeamsStore } from './teams-context.js';

export function TeamsPersonSwitcher({ info: { user, people } }: { info: TeamsState }) {
  return (
    <Popover
      label={`You are ${user.name}. Switch person`}
      buttonClass="person"
      panelClass="people"
      button={
        <>
          <Avatar name={user.name} />
          <span class="person-words">
            <small>{user.isGuest ? 'You are a guest,' : 'You are'}</small>
            <strong>{user.name}</strong>
          </span>
          <Icon name="down" size={14} />
        </>
      }
    >
      {(close) => (
        <div role="menu" class="menu" aria-label="People on Teams">
          {people.map((person) => (
            <PersonItem key={person.id} person={person} current={person.id === user.id} close={close} />
          ))}
        </div>
      )}
    </Popover>
  );
}

function PersonItem({
  person,
  current,
  close,
}: {
  person: TeamsPerson;
  current: boolean;
  close: () => void;
}) {
  const store = useTeamsStore();
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={current}
      class="menu-item menu-person"
      onClick={() => {
        close();
        void store.switchUser(person.id);
      }}
    >
      <Avatar name={person.name} size="small" />
      <span class="sidebar-name">{person.name}</span>
      {person.isGuest && <small>guest</small>}
      {current && <Icon name="check" size={14} />}
    </button>
  );
}
