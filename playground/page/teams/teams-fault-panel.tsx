// Switches that make the Teams stand-in fail in the ways the live one does.
import type { TeamsFaultRule } from '../../teams/protocol.js';
import { useFaults } from '../ui/faults.js';
import { Problem } from '../ui/problem.js';
import { Switch } from '../ui/switch.js';
import { teamsApi } from './teams-api.js';

interface FaultSwitch {
  name: string;
  words: string;
  rule: TeamsFaultRule;
}

const SWITCHES: FaultSwitch[] = [
  {
    name: 'Too many requests',
    words: 'The next three calls get 429 with one second to wait.',
    rule: { kind: 'rate_limited', times: 3, retryAfterSeconds: 1 },
  },
  {
    name: 'Busy conversation',
    words: 'The next three calls get 412: somebody else is writing there.',
    rule: { kind: 'error_before', status: 412, times: 3 },
  },
  {
    name: 'Server errors',
    words: 'The next three calls get 502 and are not done.',
    rule: { kind: 'error_before', status: 502, times: 3 },
  },
  {
    name: 'Dropped connection',
    words: 'The next post is done, then the connection breaks.',
    rule: { kind: 'drop_after', times: 1, method: 'POST', path: '/activities' },
  },
  {
    name: 'Done, but answered 502',
    words: 'The next post is done although its answer says it failed.',
    rule: { kind: 'error_after', status: 502, times: 1, method: 'POST', path: '/activities' },
  },
  { name: 'Slow', words: 'Every call takes a second and a half.', rule: { kind: 'delay', delayMs: 1500 } },
  { name: 'Down', words: 'Every connection is refused.', rule: { kind: 'down' } },
];

export function TeamsFaultPanel() {
  const { answer, problem, change } = useFaults(teamsApi);
  return (
    <div class="faults">
      <p class="quiet">Break Teams and watch what Baton does: nothing may be lost, doubled or hidden.</p>
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
      <button type="button" class="button" onClick={() => change({ remove: 'all' })}>
        Repair everything
      </button>
    </div>
  );
}

function isSame(left: TeamsFaultRule, right: TeamsFaultRule): boolean {
  return left.kind === right.kind && left.status === right.status;
}
