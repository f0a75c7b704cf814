// Reactions under a message, and the picker that adds one.
import type { PageMessage } from '../../slack/protocol.js';
import { PICKER_EMOJI } from '../text/emoji.js';
import { Emoji } from '../text/prose.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useDesk, useDeskStore } from './desk-context.js';

export function Reactions({ message }: { message: PageMessage }) {
  const { userId, info } = useDesk();
  const toggle = useReact(message);
  if (message.reactions.length === 0) return null;
  const nameOf = (id: string) =>
    id === userId ? 'you' : (info?.users.find((user) => user.id === id)?.displayName ?? id);
  return (
    <ul class="reactions" aria-label="Reactions">
      {message.reactions.map(({ name, users }) => {
        const mine = users.includes(userId);
        const who = `${users.map(nameOf).join(', ')} reacted with ${name.replaceAll('_', ' ')}`;
        return (
          <li key={name}>
            <button
              type="button"
              class={mine ? 'reaction reaction-mine' : 'reaction'}
              aria-pressed={mine}
              aria-label={who}
              title={who}
              onClick={() => toggle(name, mine)}
            >
              <Emoji name={name} /> <span>{users.length}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function ReactionPicker({ message }: { message: PageMessage }) {
  const { userId } = useDesk();
  const toggle = useReact(message);
  return (
    <Popover label="Add a reaction" button={<Icon name="smile" size={16} />} panelClass="emoji-panel">
      {(close) => (
        <div role="menu" class="emoji-grid" aria-label="Reactions">
          {PICKER_EMOJI.map((name) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              class="emoji-choice"
              title={`:${name}:`}
              onClick={() => {
                close();
                const mine = message.reactions.some(
                  (other) => other.name === name && other.users.includes(userId),
                );
                toggle(name, mine);
              }}
            >
              <Emoji name={name} />
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

function useReact(message: PageMessage) {
  const store = useDeskStore();
  return (name: string, remove: boolean) => {
    const { channel, ts } = message;
    void store.attempt((api, user) => api.react({ user, channel, ts, name, ...(remove ? { remove } : {}) }));
  };
}
