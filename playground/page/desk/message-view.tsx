// One message with everything that hangs on it: head, body, files, reactions, replies, actions.
import { useState } from 'preact/hooks';
import type { Block, PageMessage } from '../../slack/protocol.js';
import { BlockList } from '../blocks/block-list.js';
import { Surface } from '../blocks/surface.js';
import { findEmoji } from '../text/emoji.js';
import { Mrkdwn, TextView } from '../text/prose.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { useDesk } from './desk-context.js';
import { FileList } from './file-list.js';
import { MessageActions } from './message-actions.js';
import { MessageEditor } from './message-editor.js';
import { formatClock, readTs } from './message-groups.js';
import { Reactions } from './reactions.js';
import { ThreadLink } from './thread-link.js';

export interface MessageViewProps {
  message: PageMessage;
  follows: boolean;
  /** In a thread the link to its replies is left out. */
  inThread?: boolean;
}

export function MessageView({ message, follows, inThread = false }: MessageViewProps) {
  const [editing, setEditing] = useState(false);
  const { thread } = useDesk();
  if (message.isSystem) return <SystemLine message={message} />;
  const isOpen = !inThread && thread?.ts === message.ts && thread.channel === message.channel;
  const look = [
    'message',
    follows ? 'message-follows' : '',
    message.isEphemeral ? 'message-ephemeral' : '',
    isOpen ? 'message-open' : '',
  ];
  return (
    <article
      class={look.join(' ')}
      aria-label={`${message.author.name}, ${formatClock(message.ts)}`}
      data-ts={message.ts}
      tabIndex={-1}
    >
      <div class="message-side">
        {follows ? (
          <time class="message-clock">{formatClock(message.ts)}</time>
        ) : (
          <AuthorFace message={message} />
        )}
      </div>
      <div class="message-main">
        <Notes message={message} inThread={inThread} />
        {!follows && <Head message={message} />}
        {editing ? (
          <MessageEditor message={message} onDone={() => setEditing(false)} />
        ) : (
          <Body message={message} />
        )}
        <FileList files={message.files} />
        <Reactions message={message} />
        {!inThread && message.replyCount > 0 && <ThreadLink message={message} />}
      </div>
      {!editing && !message.isTombstone && (
        <MessageActions message={message} inThread={inThread} onEdit={() => setEditing(true)} />
      )}
    </article>
  );
}

function Notes({ message, inThread }: { message: PageMessage; inThread: boolean }) {
  return (
    <>
      {message.isEphemeral && (
        <p class="message-note">
          <Icon name="eye" size={13} /> Only visible to you
        </p>
      )}
      {message.isBroadcast && !inThread && (
        <p class="message-note">
          <Icon name="thread" size={13} /> replied in a thread
        </p>
      )}
    </>
  );
}

function AuthorFace({ message: { author } }: { message: PageMessage }) {
  return (
    <Avatar
      name={author.name}
      url={author.avatarUrl ?? undefined}
      color={author.avatarColor}
      emoji={author.avatarEmoji === null ? undefined : findEmoji(author.avatarEmoji)}
    />
  );
}

function Head({ message }: { message: PageMessage }) {
  const at = new Date(readTs(message.ts));
  return (
    <header class="message-head">
      <strong class="message-author">{message.author.name}</strong>
      {message.author.isApp && <span class="badge-app">app</span>}
      <time dateTime={at.toISOString()} title={at.toLocaleString('en-GB')}>
        {formatClock(message.ts)}
      </time>
    </header>
  );
}

function Body({ message }: { message: PageMessage }) {
  if (message.isTombstone) return <p class="message-gone">This message was deleted.</p>;
  const place = message.isEphemeral
    ? { channel: message.channel, ephemeralTs: message.ts }
    : { channel: message.channel, ts: message.ts };
  return (
    <Surface surface="message" place={place}>
      <div class="message-body">
        {message.blocks.length > 0 ? (
          <BlockList blocks={message.blocks} />
        ) : (
          message.text !== '' && <Mrkdwn text={message.text} />
        )}
        {message.attachments.map((attachment, index) => (
          <Attachment key={index} attachment={attachment} />
        ))}
        {message.edited && <span class="message-edited">(edited)</span>}
      </div>
    </Surface>
  );
}

function Attachment({ attachment }: { attachment: Block }) {
  const { color, title, text, blocks } = attachment as {
    color?: string;
    title?: string;
    text?: string;
    blocks?: Block[];
  };
  const shade =
    color !== undefined && /^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : undefined;
  return (
    <div class="attachment" style={shade ? { borderLeftColor: shade } : {}}>
      {title && <strong>{title}</strong>}
      {text && <TextView value={{ type: 'mrkdwn', text }} />}
      {blocks && <BlockList blocks={blocks} />}
    </div>
  );
}

function SystemLine({ message }: { message: PageMessage }) {
  return (
    <article class="message-system">
      <Mrkdwn text={message.text} />
    </article>
  );
}
