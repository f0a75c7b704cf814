// The line under a root that says how many replies it has and opens them.
import type { PageMessage } from '../../slack/protocol.js';
import { describeAge } from '../text/date.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { readTs } from './message-groups.js';

const FACES = 3;

export function ThreadLink({ message }: { message: PageMessage }) {
  const store = useDeskStore();
  const { info } = useDesk();
  const users = message.replyUsers.slice(0, FACES).map((id) => info?.users.find((user) => user.id === id));
  return (
    <button
      type="button"
      class="thread-link"
      onClick={() => void store.openThread(message.channel, message.ts)}
    >
      <span class="thread-faces">
        {users.map((user) =>
          user ? (
            <Avatar
              key={user.id}
              size="small"
              name={user.displayName}
              url={user.avatarUrl ?? undefined}
              color={user.avatarColor}
            />
          ) : null,
        )}
      </span>
      <Icon name="thread" size={14} />
      <strong>{message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`}</strong>
      {message.latestReplyTs && (
        <span class="quiet">{describeAge(Date.now() - readTs(message.latestReplyTs))}</span>
      )}
    </button>
  );
}
