// A scrolling list of messages that stays at its end while new ones come, unless the reader scrolled up.
import type { PageMessage } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { useStayAtEnd } from '../ui/stay-at-end.js';
import { useDesk } from './desk-context.js';
import { arrangeMessages } from './message-groups.js';
import { MessageView } from './message-view.js';

export interface MessageLogProps {
  /** Changes when another channel or thread is shown, so that reading begins at the end again. */
  name: string;
  label: string;
  messages: readonly PageMessage[];
  inThread?: boolean;
}

export function MessageLog({ name, label, messages, inThread = false }: MessageLogProps) {
  const { userId } = useDesk();
  const newest = messages.at(-1);
  // A whisper answers something its reader just did.
  const own = newest !== undefined && (newest.isEphemeral || newest.author.userId === userId);
  const { ref, missed, toEnd, onScroll } = useStayAtEnd(name, messages.length, own);
  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div ref={ref} class="log" role="log" aria-label={label} tabIndex={0} onScroll={onScroll}>
        <div class="log-rows">
          {arrangeMessages(messages, Date.now()).map((row) => (
            <div key={`${row.message.isEphemeral ? 'e' : ''}${row.message.ts}`}>
              {row.day && (
                <div class="day">
                  <span>{row.day}</span>
                </div>
              )}
              <MessageView message={row.message} follows={row.follows} inThread={inThread} />
            </div>
          ))}
        </div>
      </div>
      {missed && (
        <button type="button" class="log-new" onClick={toEnd}>
          New messages <Icon name="down" size={14} />
        </button>
      )}
    </div>
  );
}
