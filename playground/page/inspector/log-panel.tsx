// The last calls between the app and the desk, newest first, each to be opened.
import { useEffect, useState } from 'preact/hooks';
import type { LogAnswer, LogEntry } from '../../slack/protocol.js';

const POLL_MS = 1200;
const KEPT = 200;

/** `readLog` gives the entries after a number; the same function for as long as the page lives. */
export function LogPanel({ readLog }: { readLog: (after: number) => Promise<LogAnswer> }) {
  const [entries, setEntries] = useState<readonly LogEntry[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let last = 0;
    const read = async () => {
      try {
        const answer = await readLog(last);
        const fresh = answer.entries.filter((entry) => entry.number > last);
        last = fresh.reduce((most, entry) => Math.max(most, entry.number), last);
        if (fresh.length > 0) setEntries((now) => [...fresh.toReversed(), ...now].slice(0, KEPT));
        setProblem('');
      } catch (error) {
        setProblem(error instanceof Error ? error.message : 'The log cannot be read.');
      }
    };
    void read();
    const timer = setInterval(() => void read(), POLL_MS);
    return () => clearInterval(timer);
  }, [readLog]);
  if (problem !== '') return <p class="picker-note">{problem}</p>;
  if (entries.length === 0) return <p class="picker-note">Nothing has gone over the wire yet.</p>;
  return (
    <ol class="wire">
      {entries.map((entry) => (
        <li key={entry.number}>
          <EntryView entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function EntryView({ entry }: { entry: LogEntry }) {
  const [open, setOpen] = useState(false);
  const fromApp = entry.direction === 'call';
  return (
    <details
      class={entry.ok ? 'wire-entry' : 'wire-entry wire-bad'}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span
          class={fromApp ? 'wire-way wire-call' : 'wire-way wire-send'}
          title={fromApp ? 'The app called the desk' : 'The desk told the app'}
        >
          {fromApp ? 'app → desk' : 'desk → app'}
        </span>
        <code>{entry.name}</code>
        <span class="wire-status">{entry.error ?? (entry.status === 0 ? 'no answer' : entry.status)}</span>
        <span class="quiet">{Math.round(entry.durationMs)} ms</span>
      </summary>
      {open && (
        <div class="wire-bodies">
          <h4>Sent</h4>
          <pre>{JSON.stringify(entry.request, undefined, 2)}</pre>
          <h4>Answered</h4>
          <pre>{JSON.stringify(entry.response, undefined, 2)}</pre>
        </div>
      )}
    </details>
  );
}
