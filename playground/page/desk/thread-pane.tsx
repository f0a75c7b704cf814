// The pane beside the channel that shows one thread: its root card, the exchange, a composer.
import { useEffect, useRef } from 'preact/hooks';
import type { PageChannel } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { nameChannel } from './channel-view.js';
import { Composer } from './composer.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { MessageLog } from './message-log.js';

export function ThreadPane() {
  const store = useDeskStore();
  const desk = useDesk();
  const { thread, info } = desk;
  if (!thread) return null;
  const channel = info?.channels.find((other) => other.id === thread.channel);
  const [root, ...replies] = desk.replies;
  return (
    <section
      class="thread"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) store.closeThread();
      }}
    >
      <ThreadHead channel={channel} />
      {root && (
        <MessageLog
          name={`${desk.userId} ${thread.ts}`}
          label="Messages in the thread"
          messages={[root, ...replies]}
          inThread
        />
      )}
      {channel && !channel.isArchived && (
        <Composer
          key={thread.ts}
          channel={thread.channel}
          threadTs={thread.ts}
          placeholder="Reply, or !help for commands"
        />
      )}
    </section>
  );
}

function ThreadHead({ channel }: { channel: PageChannel | undefined }) {
  const store = useDeskStore();
  const { thread, info } = useDesk();
  const closeRef = useRef<HTMLButtonElement>(null);
  // The keyboard follows into a thread that its reader opened, and stays where a line is being written.
  useEffect(() => {
    if (!document.activeElement?.matches('textarea, input')) closeRef.current?.focus({ preventScroll: true });
  }, [thread?.ts]);
  return (
    <header class="channel-head">
      <div class="channel-title">
        <h2>Thread</h2>
        <p class="quiet">{channel && nameChannel(channel, info?.app.name ?? '')}</p>
      </div>
      <button
        ref={closeRef}
        type="button"
        class="icon-button"
        aria-label="Close the thread"
        title="Close the thread (Esc)"
        onClick={store.closeThread}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}
