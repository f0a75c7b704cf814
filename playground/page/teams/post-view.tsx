// One post with everything that hangs on it: head, words, pictures, cards, files, reactions, actions.
import { useState } from 'preact/hooks';
import type { TeamsPost } from '../../teams/protocol.js';
import { parseMarkdown } from '../text/markdown.js';
import { Prose } from '../text/prose.js';
import type { Block } from '../text/tree.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { CardView } from './card-view.js';
import { parseHtml } from './parse-html.js';
import { PostActions } from './post-actions.js';
import { PostEditor } from './post-editor.js';
import { PostReactions } from './post-reactions.js';
import { teamsFileUrl } from './teams-api.js';
import { useTeamsStore } from './teams-context.js';
import type { TeamsStore } from './teams-store.js';
import { readThreadLink } from './thread-link.js';

export function PostView({ post }: { post: TeamsPost }) {
  const [editing, setEditing] = useState(false);
  const at = new Date(post.at);
  const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return (
    <article
      class={post.isOnlyForYou ? 'message message-ephemeral' : 'message'}
      aria-label={`${post.author.name}, ${clock}`}
      data-post={post.id}
      tabIndex={-1}
    >
      <div class="message-side">
        {post.author.isApp ? (
          <span class="avatar avatar-normal avatar-emoji" aria-hidden="true">
            <Icon name="spark" size={20} />
          </span>
        ) : (
          <Avatar name={post.author.name} />
        )}
      </div>
      <div class="message-main">
        {post.isOnlyForYou && (
          <p class="message-note">
            <Icon name="eye" size={13} /> Only visible to you
          </p>
        )}
        <header class="message-head">
          <strong class="message-author">{post.author.name}</strong>
          {post.author.isApp && <span class="badge-app">app</span>}
          <time dateTime={at.toISOString()} title={at.toLocaleString('en-GB')}>
            {clock}
          </time>
        </header>
        {editing ? <PostEditor post={post} onDone={() => setEditing(false)} /> : <PostBody post={post} />}
        <PostReactions post={post} />
      </div>
      {!editing && <PostActions post={post} onEdit={() => setEditing(true)} />}
    </article>
  );
}

function PostBody({ post }: { post: TeamsPost }) {
  const store = useTeamsStore();
  if (post.isDeleted) return <p class="message-gone">This message has been deleted.</p>;
  return (
    <div class="message-body">
      {post.text !== '' && <Prose blocks={readBlocks(post)} />}
      {post.cards.map((card, index) => (
        <CardView
          key={index}
          card={card}
          onLink={(url) => openLinked(store, url)}
          onPress={(action, inputs) =>
            store.act({ do: 'press', chat: post.chat, post: post.id, card: index, action, inputs })
          }
        />
      ))}
      <PostFiles post={post} />
      {post.isEdited && post.cards.length === 0 && <span class="message-edited">(edited)</span>}
    </div>
  );
}

/** Opens the thread a link names, if it is one of this pane. */
function openLinked(store: TeamsStore, url: string): boolean {
  const linked = readThreadLink(url);
  if (!linked) return false;
  void store.openThread(linked.channel, linked.root);
  return true;
}

function PostFiles({ post: { pictures, files } }: { post: TeamsPost }) {
  if (pictures.length + files.length === 0) return null;
  return (
    <div class="files">
      {pictures.map(({ name, path }) =>
        path === null ? null : (
          <a
            key={path}
            class="file-image"
            href={teamsFileUrl(path)}
            target="_blank"
            rel="noopener noreferrer"
          >
            <img src={teamsFileUrl(path)} alt={name} loading="lazy" />
          </a>
        ),
      )}
      {files.map(({ name }) => (
        <span key={name} class="file-card">
          <Icon name="file" size={22} />
          <span>
            <strong>{name}</strong>
            <small>kept in the team’s folder</small>
          </span>
        </span>
      ))}
    </div>
  );
}

function readBlocks({ text, format }: TeamsPost): Block[] {
  if (format === 'html') return parseHtml(text);
  if (format === 'markdown') return parseMarkdown(text);
  return text
    .split('\n')
    .map((line): Block => ({ kind: 'paragraph', children: [{ kind: 'text', text: line }] }));
}
