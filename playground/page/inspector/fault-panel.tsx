// Switches that make the desk fail in the ways a real one does.
import type { FaultRule } from '../../slack/protocol.js';
import { api } from '../api.js';
import { useFaults } from '../ui/faults.js';
import { Problem } from '../ui/problem.js';
import { Switch } from '../ui/switch.js';

interface FaultSwitch {
  name: string;
  words: string;
  rule: FaultRule;
}

const SWITCHES: FaultSwitch[] = [
  {
    name: 'Too many requests',
    words: 'The next three posts get 429 with one second to wait.',
    rule: { kind: 'rate_limited', method: 'chat.postMessage', times: 3, retryAfterSeconds: 1 },
  },
  {
    name: 'Server errors',
    words: 'The next three calls get 503 and are not done.',
    rule: { kind: 'error_before', times: 3, status: 503 },
  },
  {
    name: 'Done, but answered 500',
    words: 'The next post is done although its answer says it failed.',
    rule: { kind: 'error_after', method: 'chat.postMessage', times: 1 },
  },
  {
    name: 'Dropped connection',
    words: 'The next post is done, then the connection breaks.',
    rule: { kind: 'drop_after', method: 'chat.postMessage', times: 1 },
  },
  {
    name: 'Slow',
    words: 'Every call takes one to two seconds.',
    rule: { kind: 'delay', delayMs: [1000, 2000] },
  },
  { name: 'Down', words: 'Every connection is refused.', rule: { kind: 'down' } },
];

export function FaultPanel() {
  const { answer, problem, change } = useFaults(api);
  const events = answer?.events;
  return (
    <div class="faults">
      <p class="quiet">Break the desk and watch what Baton does: nothing may be lost, doubled or hidden.</p>
      <Problem words={problem} />
      {SWITCHES.map((fault) => {
        const active = answer?.faults.find((other) => isSame(other, fault.rule));
        return (
          <Switch
            key={fault.name}
            name={fault.name}
            words={active ? `${fault.words} Hit ${active.hits}×.` : fault.words}
            on={active !== undefined}
            onChange={() => change(active ? { remove: active.id } : { add: fault.rule })}
          />
        );
      })}
      <Switch
        name="Events twice"
        words="Every event is sent two times."
        on={events?.duplicate === true}
        onChange={() => change({ events: { duplicate: events?.duplicate !== true } })}
      />
      <Switch
        name="Events in reverse"
        words="Events are gathered for a moment and sent last first."
        on={events?.reverse === true}
        onChange={() => change({ events: { reverse: events?.reverse !== true } })}
      />
      <button
        type="button"
        class="button"
        onClick={() => change({ remove: 'all', events: { duplicate: false, reverse: false } })}
      >
        Repair everything
      </button>
    </div>
  );
}

function isSame(left: FaultRule, right: FaultRule): boolean {
  const key = (rule: FaultRule) => [rule.kind, rule.method === '*' ? '' : (rule.method ?? '')].join(' ');
  return key(left) === key(right);
}
