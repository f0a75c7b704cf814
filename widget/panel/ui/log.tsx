// The conversation itself: days, groups, status lines, what waits, who writes; it stays at the end unless one scrolls up.

import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WireFile } from '../../../src/channels/web/wire.js';
import { findAsking, type Line } from '../chat.js';
import { ChoiceRow } from './choices.js';
import { usePanelState } from './context.js';
import { MessageRow, WaitingRow } from './message.js';
import { Greeting, StatusRow, TypingRow } from './rows.js';

const nearEndPx = 80;

const timeOf = (line: Line) => (line.kind === 'message' ? line.message.at : line.at);
const dayOf = (line: Line) => new Date(timeOf(line)).toDateString();
/** By its time and place a line stays itself when a snapshot tells it again; places alone begin anew with each conversation. */
const keyOf = (line: Line) => (line.kind === 'message' ? line.message.id : `${line.at}-${line.sequence}`);

/** Two messages belong together when the same author wrote them within five minutes on the same day. */
function belongs(a: Line | undefined, b: Line | undefined): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message') return false;
  const near = Date.parse(b.message.at) - Date.parse(a.message.at) < 300_000;
  return (
    near &&
    dayOf(a) === dayOf(b) &&
    a.message.author === b.message.author &&
    a.message.name === b.message.name
  );
}

export function Log({ show }: { readonly show: (file: WireFile) => void }) {
  const state = usePanelState();
  const { chat, waiting, typing, words, loading, locale } = state;
  const lines = [...chat.past, ...chat.lines];
  const newestMine = lines.findLast((line) => line.kind === 'message' && line.message.author === 'contact');
  const asking = waiting.length === 0 ? findAsking(chat) : null;
  const { box, behind, toEnd } = useEnd(lines.length + waiting.length, typing !== null);
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={box}
        role="log"
        aria-label={words.conversation}
        aria-live="polite"
        aria-relevant="additions"
        aria-busy={loading}
      >
        <Greeting />
        {lines.map((line, index) => (
          <Fragment key={keyOf(line)}>
            {(index === 0 || dayOf(lines[index - 1] ?? line) !== dayOf(line)) && (
              <DayRow at={timeOf(line)} language={locale} />
            )}
            {line.kind === 'status' ? (
              <StatusRow line={line} />
            ) : (
              <MessageRow
                message={line.message}
                first={!belongs(lines[index - 1], line)}
                last={!belongs(line, lines[index + 1])}
                newest={line === newestMine && waiting.length === 0}
                show={show}
              />
            )}
            {line.kind === 'message' && line.message === asking && (
              <ChoiceRow
                options={asking.options}
                chosen={() => box.current?.focus({ preventScroll: true })}
              />
            )}
          </Fragment>
        ))}
        {waiting.map((item) => (
          <WaitingRow key={item.clientId} item={item} show={show} />
        ))}
        {typing !== null && <TypingRow name={typing} />}
      </div>
      {behind > 0 && (
        <button type="button" class="to-end" onClick={toEnd}>
          {words.newMessages(behind)}
        </button>
      )}
    </div>
  );
}

function DayRow({ at, language }: { readonly at: string; readonly language: string }) {
  const { words } = usePanelState();
  const day = new Date(at);
  const daysAgo = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000,
  );
  const long = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(
    day,
  );
  const text = daysAgo === 0 ? words.today : daysAgo === 1 ? words.yesterday : long;
  return (
    <p class="day">
      <time dateTime={at.slice(0, 10)}>{text}</time>
    </p>
  );
}

/** Keeps the end in view while the reader is near it, and counts what came while they were not. */
function useEnd(count: number, typing: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const before = useRef(count);
  const [behind, setBehind] = useState(0);
  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // A scrolled region must be reachable by keyboard.
    element.tabIndex = 0;
    const onScroll = () => {
      near.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
      if (near.current) setBehind(0);
    };
    const onResize = () => {
      if (near.current) toEnd();
    };
    const observer = new ResizeObserver(onResize);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    // Pictures grow when they arrive.
    element.addEventListener('load', onResize, true);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('load', onResize, true);
    };
  }, []);
  useLayoutEffect(() => {
    const more = count - before.current;
    before.current = count;
    if (near.current) toEnd();
    else if (more > 0) setBehind((sum) => sum + more);
  }, [count, typing]);
  return { box, behind, toEnd };
}
