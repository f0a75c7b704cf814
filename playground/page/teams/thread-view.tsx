// One thread of a channel: its root, the replies under it, folded away when it is an old one, and a place to reply.
import { Icon } from '../ui/icon.js';
import { PostView } from './post-view.js';
import { TeamsComposer } from './teams-composer.js';
import { useTeams, useTeamsStore } from './teams-context.js';
import { isUnfolded, type Thread } from './teams-state.js';

export function ThreadView({ thread: { root, replies } }: { thread: Thread }) {
  const pane = useTeams();
  const open = isUnfolded(pane, root);
  const listId = `replies-${root.id}`;
  return (
    <section class="topic" data-root={root.id} aria-label={`Thread of ${root.author.name}`}>
      <PostView post={root} />
      <FoldButton root={root.id} count={replies.length} open={open} controls={listId} />
      {open && (
        <div id={listId} class="topic-replies">
          {replies.map((reply) => (
            <PostView key={reply.id} post={reply} />
          ))}
        </div>
      )}
      {open && <ReplyPlace chat={root.chat} root={root.id} />}
    </section>
  );
}

interface FoldButtonProps {
  root: string;
  count: number;
  open: boolean;
  controls: string;
}

function FoldButton({ root, count, open, controls }: FoldButtonProps) {
  const store = useTeamsStore();
  const replies = count === 1 ? '1 reply' : `${count} replies`;
  const words = open ? `Hide ${replies}` : count === 0 ? 'Open the thread' : `Show ${replies}`;
  if (open && count === 0) return null;
  return (
    <button
      type="button"
      class="topic-fold"
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => store.unfold(root, !open)}
    >
      <Icon name="thread" size={14} /> {words}
    </button>
  );
}

function ReplyPlace({ chat, root }: { chat: string; root: string }) {
  const { info, replyTo } = useTeams();
  const store = useTeamsStore();
  const team = info?.teams.find(({ channels }) => channels.some(({ id }) => id === chat));
  if (!info) return null;
  if (replyTo !== root) {
    return (
      <button type="button" class="topic-reply" onClick={() => store.reply(root)}>
        <Icon name="reply" size={15} /> Reply
      </button>
    );
  }
  return (
    <TeamsComposer
      chat={chat}
      root={root}
      info={info}
      placeholder="Reply"
      offersMention
      note={team?.reads === false ? `Mention @${info.app.name}, or it does not hear you.` : ''}
      onLeave={() => store.reply(null)}
    />
  );
}
