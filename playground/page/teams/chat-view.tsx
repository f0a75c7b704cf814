// The middle of the pane: a channel as its threads, newest last, or the chat with the app as its lines.
import { useState } from 'preact/hooks';
import { PERSONAL, type TeamsState } from '../../teams/protocol.js';
import { Icon } from '../ui/icon.js';
import { useStayAtEnd } from '../ui/stay-at-end.js';
import { PostView } from './post-view.js';
import { TeamsComposer } from './teams-composer.js';
import { useTeams, useTeamsStore } from './teams-context.js';
import { arrangeThreads } from './teams-state.js';
import { ThreadView } from './thread-view.js';

export function ChatView({ chat, info }: { chat: string; info: TeamsState }) {
  const { posts, replyTo } = useTeams();
  const [opened, setOpened] = useState(false);
  const known = posts[chat];
  const isPersonal = chat === PERSONAL;
  const team = info.teams.find(({ channels }) => channels.some(({ id }) => id === chat));
  const channel = team?.channels.find(({ id }) => id === chat);
  const name = isPersonal ? info.app.name : (channel?.name ?? chat);
  const hears = isPersonal || team?.reads === true;
  return (
    <section class="channel" aria-label={name}>
      <ChatHead name={name} under={isPersonal ? 'Your own chat with the app' : (team?.name ?? '')}>
        {team && !team.hasApp && <span class="badge-warn">the app isn’t here</span>}
        {team?.hasApp && !team.reads && <span class="badge-warn">hears mentions only</span>}
      </ChatHead>
      {known?.length === 0 ? (
        <EmptyChat name={name} personal={isPersonal} />
      ) : (
        <PostLog chat={chat} name={name} />
      )}
      {replyTo !== null && !isPersonal ? (
        <PostStart onOpen={() => setOpened(true)} />
      ) : (
        <TeamsComposer
          key={chat}
          chat={chat}
          info={info}
          placeholder={isPersonal ? `Write to ${name}, e.g. home or help` : 'Start a post'}
          offersMention={!isPersonal}
          note={hears ? '' : `Mention @${info.app.name}, or it does not hear you.`}
          opened={opened}
        />
      )}
    </section>
  );
}

/** While a reply is written below its thread, no second field stands there for a line to land in by mistake. */
function PostStart({ onOpen }: { onOpen: () => void }) {
  const store = useTeamsStore();
  return (
    <div class="composer-place">
      <button
        type="button"
        class="topic-reply post-start"
        onClick={() => {
          onOpen();
          store.reply(null);
        }}
      >
        <Icon name="chat" size={15} /> Start a post
      </button>
    </div>
  );
}

function ChatHead({
  name,
  under,
  children,
}: {
  name: string;
  under: string;
  children: preact.ComponentChildren;
}) {
  const store = useTeamsStore();
  return (
    <header class="channel-head">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Show the teams and chats"
        onClick={() => store.showList(true)}
      >
        <Icon name="back" />
      </button>
      <div class="channel-title">
        <h2>{name}</h2>
        <p class="quiet">{under}</p>
      </div>
      {children}
    </header>
  );
}

function PostLog({ chat, name }: { chat: string; name: string }) {
  const { posts, userId } = useTeams();
  const known = posts[chat] ?? [];
  const { ref, missed, toEnd, onScroll } = useStayAtEnd(`${userId} ${chat}`, known.length);
  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div ref={ref} class="log" role="log" aria-label={`Posts in ${name}`} tabIndex={0} onScroll={onScroll}>
        <div class={chat === PERSONAL ? 'log-rows' : 'log-rows topics'}>
          {chat === PERSONAL
            ? known.map((post) => <PostView key={post.id} post={post} />)
            : arrangeThreads(known).map((thread) => <ThreadView key={thread.root.id} thread={thread} />)}
        </div>
      </div>
      {missed && (
        <button type="button" class="log-new" onClick={toEnd}>
          New posts <Icon name="down" size={14} />
        </button>
      )}
    </div>
  );
}

function EmptyChat({ name, personal }: { name: string; personal: boolean }) {
  return (
    <div class="empty">
      <Icon name="chat" size={34} />
      <h3>It’s quiet in {name}</h3>
      <p>
        {personal
          ? 'Write “home” for your live chats, or “help” for what can be asked here.'
          : 'Write to the shop on the left and ask for a person: the conversation appears here as a card.'}
      </p>
    </div>
  );
}
