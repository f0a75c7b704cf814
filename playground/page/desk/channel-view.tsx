// The middle of the desk: one channel, or the app's own page with its home and messages tabs.
import type { PageChannel } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { Composer } from './composer.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { HomeTab } from './home-tab.js';
import { MessageLog } from './message-log.js';

const NONE: never[] = [];

export function ChannelView({ channel }: { channel: PageChannel }) {
  const desk = useDesk();
  const messages = desk.messages[channel.id] ?? NONE;
  const isHome = channel.kind === 'dm' && desk.tab === 'home';
  const name = nameChannel(channel, desk.info?.app.name ?? '');
  return (
    <section class="channel" aria-label={name}>
      <ChannelHead channel={channel} name={name} />
      {isHome ? (
        <HomeTab />
      ) : (
        <>
          {messages.length === 0 && desk.messages[channel.id] ? (
            <EmptyChannel name={name} hasApp={channel.hasApp} />
          ) : (
            <MessageLog
              name={`${desk.userId} ${channel.id}`}
              label={`Messages in ${name}`}
              messages={messages}
            />
          )}
          {channel.isArchived ? (
            <p class="channel-closed">This channel is archived. Nobody can write here.</p>
          ) : (
            <Composer
              key={channel.id}
              channel={channel.id}
              placeholder={`Write in ${name}, or / for commands`}
            />
          )}
        </>
      )}
    </section>
  );
}

function ChannelHead({ channel, name }: { channel: PageChannel; name: string }) {
  const store = useDeskStore();
  return (
    <header class="channel-head">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Show the channels"
        onClick={() => store.showList(true)}
      >
        <Icon name="back" />
      </button>
      <div class="channel-title">
        <h2>{name}</h2>
        {channel.topic !== '' && <p class="quiet">{channel.topic}</p>}
      </div>
      {channel.kind === 'dm' && <AppTabs channel={channel} />}
      {!channel.hasApp && <span class="badge-warn">the app isn’t here</span>}
    </header>
  );
}

function AppTabs({ channel }: { channel: PageChannel }) {
  const store = useDeskStore();
  const { tab, info } = useDesk();
  if (!info?.app.hasHomeTab) return null;
  return (
    <div class="tabs" role="tablist" aria-label={info.app.name}>
      {(['home', 'messages'] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={tab === name}
          tabIndex={tab === name ? 0 : -1}
          class="tab"
          onClick={() => void store.openChannel(channel.id, name)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const other =
              event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
            if (other instanceof HTMLElement) other.focus();
            void store.openChannel(channel.id, name === 'home' ? 'messages' : 'home');
          }}
        >
          {name === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </div>
  );
}

function EmptyChannel({ name, hasApp }: { name: string; hasApp: boolean }) {
  return (
    <div class="empty">
      <Icon name="chat" size={34} />
      <h3>It’s quiet in {name}</h3>
      <p>
        {hasApp
          ? 'Write to the shop on the left and ask for a person: the conversation appears here as a card.'
          : 'The app isn’t in this channel, so it hears nothing that is said here.'}
      </p>
    </div>
  );
}

/** `#support`, or the app's name for its direct messages. */
export function nameChannel(channel: PageChannel, appName: string): string {
  return channel.kind === 'dm' ? appName || channel.name : `#${channel.name}`;
}
