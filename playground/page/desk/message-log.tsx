// A scrolling list of messages that stays at its end while new ones come, unless the reader scrolled up.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { arrangeMessages } from './message-groups.js';
import { MessageView } from './message-view.js';

const NEAR_END_PX = 80;

export interface MessageLogProps {
  /** Changes when another channel or thread is shown, so that reading begins at the end again. */
  name: string;
  label: string;
  messages: readonly PageMessage[];
  inThread?: boolean;
}

export function MessageLog({ name, label, messages, inThread = false }: MessageLogProps) {
  const { ref, missed, toEnd, onScroll } = useStayAtEnd(name, messages.length);
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

/** Keeps the end in sight while the reader is there, and says when something came while they weren't. */
function useStayAtEnd(name: string, count: number) {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [missed, setMissed] = useState(false);
  const toEnd = () => {
    const log = ref.current;
    if (log) log.scrollTop = log.scrollHeight;
    atEnd.current = true;
    setMissed(false);
  };
  useLayoutEffect(toEnd, [name]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setMissed(true);
  }, [count]);
  useEffect(() => {
    const log = ref.current;
    if (!log) return undefined;
    // Pictures and edited cards grow after they are placed.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) log.scrollTop = log.scrollHeight;
    });
    for (const child of [log, ...log.children]) observer.observe(child);
    return () => observer.disconnect();
  }, [name]);
  const onScroll = () => {
    const log = ref.current;
    if (!log) return;
    atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    if (atEnd.current) setMissed(false);
  };
  return { ref, missed, toEnd, onScroll };
}
