// Switches that make the next sends to a channel fail in the ways the real platform does.
import type { MetaChannel, MetaFault } from '../../meta/protocol.js';
import { useFaults } from '../ui/faults.js';
import { Problem } from '../ui/problem.js';
import { Switch } from '../ui/switch.js';
import { phonesApi } from './phones-api.js';

interface FaultSwitch {
  readonly name: string;
  readonly words: string;
  readonly rule: MetaFault;
  readonly on?: readonly MetaChannel[];
}

const pages: readonly MetaChannel[] = ['messenger', 'instagram'];
const FAULTS: readonly FaultSwitch[] = [
  {
    name: 'Too many requests',
    words: 'The next two sends get 429.',
    rule: { kind: 'rate_limited', times: 2 },
  },
  {
    name: 'Too many to one customer',
    words: 'The next send gets 131056 and has to wait.',
    rule: { kind: 'error', code: 131056, times: 1 },
    on: ['whatsapp'],
  },
  {
    name: 'Fails a moment later',
    words: 'The next send is accepted, then reported as failed: the window was closed.',
    rule: { kind: 'failed_status', code: 131047, times: 1 },
    on: ['whatsapp'],
  },
  {
    name: 'Window closed',
    words: 'The next send is refused at once.',
    rule: { kind: 'error', code: 10, subcode: 2018278, times: 1 },
    on: pages,
  },
  {
    name: 'Done, but no answer',
    words: 'The next send arrives, and its answer is lost.',
    rule: { kind: 'drop_after', times: 1 },
  },
  {
    name: 'Accepted and swallowed',
    words: 'The next send gets an id and is never heard of again.',
    rule: { kind: 'swallow', times: 1 },
  },
  {
    name: 'Status before the answer',
    words: 'The next send’s ticks overtake its answer.',
    rule: { kind: 'status_first', times: 1 },
  },
  {
    name: 'The token has ended',
    words: 'Every call is refused with 190 until this is off again.',
    rule: { kind: 'error', on: '*', code: 190 },
  },
  {
    name: 'Files have run out',
    words: 'The addresses of the customer’s files give nothing.',
    rule: { kind: 'media_expired' },
  },
];

export function PhoneFaults({ channel }: { channel: MetaChannel }) {
  const { answer, problem, change } = useFaults(phonesApi);
  const offered = FAULTS.filter((fault) => fault.on === undefined || fault.on.includes(channel));
  const armedAs = (rule: MetaFault) =>
    answer?.faults.find(
      (other) => other.channel === channel && other.kind === rule.kind && other.code === rule.code,
    );
  return (
    <section>
      <h4>Failures</h4>
      <Problem words={problem} />
      {offered.map(({ name, words, rule }) => {
        const active = armedAs(rule);
        return (
          <Switch
            key={name}
            name={name}
            words={words}
            on={active !== undefined}
            onChange={() => change(active ? { remove: active.id } : { add: { ...rule, channel } })}
          />
        );
      })}
      <Switch
        name="Webhooks twice"
        words="Whatever happens on any phone is told two times."
        on={answer?.duplicate === true}
        onChange={() => change({ duplicate: answer?.duplicate !== true })}
      />
    </section>
  );
}
