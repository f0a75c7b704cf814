// Keeps a scrolling list at its end while new things come, unless the reader scrolled up.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_END_PX = 80;

/**
 * Keeps the end in sight while the reader is there, and says when something came while they weren't; what is their own
 * doing (`own`: the newest is their line or the answer to it) they are taken to.
 */
export function useStayAtEnd(name: string, count: number, own = false) {
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
  const before = useRef(count);
  useLayoutEffect(() => {
    const more = count > before.current;
    before.current = count;
    if (atEnd.current || (own && more)) toEnd();
    else if (more) setMissed(true);
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
